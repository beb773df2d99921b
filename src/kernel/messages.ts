import type { Problem } from './result.ts';
import { TEXTS } from './texts.ts';

export type Language = 'zh' | 'en';

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

function inBytes(size: number): string {
  const step = size > 0 ? Math.min(UNITS.length - 1, Math.floor(Math.log10(size) / 3)) : 0;
  return `${Number((size / 1000 ** step).toPrecision(3))} ${UNITS[step]}`;
}

function shown(value: unknown, as: string | undefined): string {
  if (typeof value !== 'number') return String(value);
  return as === 'bytes' ? inBytes(value) : String(value);
}

/** The sentence of a code; an unknown code stands for itself, so that nothing is ever silent. */
export function sentence(problem: Problem, language: Language): string {
  const text = TEXTS[problem.code]?.[language === 'zh' ? 1 : 0];
  if (text === undefined) return problem.code;
  return text.replaceAll(/\{(\w+)(?::(\w+))?\}/g, (whole, name: string, as?: string) => {
    const value = problem.params?.[name];
    return value === undefined || value === null ? whole : shown(value, as);
  });
}

/** The first language of an Accept-Language header (or LANG) that we speak. */
export function pickLanguage(wanted: string | undefined, otherwise: Language = 'en'): Language {
  for (const part of (wanted ?? '').toLowerCase().split(',')) {
    if (/^\s*zh\b|^\s*zh_/.test(part)) return 'zh';
    if (/^\s*en\b|^\s*en_/.test(part)) return 'en';
  }
  return otherwise;
}
