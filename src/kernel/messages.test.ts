import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pickLanguage, sentence } from './messages.ts';
import { TEXTS } from './texts.ts';

const src = join(import.meta.dirname, '..');

function codesUsed(): Map<string, string> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\./.test(path),
  );
  const found = new Map<string, string>();
  for (const path of files) {
    const text = readFileSync(join(src, path), 'utf8');
    // Elsewhere `code:` also names questions and things to do.
    const plain = /^(api|cli|ledger)\//.test(path) ? text.matchAll(/\bcode: '([a-z_]+)'/g) : [];
    const failed = text.matchAll(/\b(?:fail(?:<[^>]*>)?|new ReadingProblem)\(\s*'([a-z_]+)'/g);
    for (const match of [...failed, ...plain]) found.set(match[1] ?? '', path);
  }
  return found;
}

test('every problem that the code can give has a sentence in both languages', () => {
  const silent = [...codesUsed()]
    .filter(([code]) => !TEXTS[code])
    .map(([code, path]) => `${code} (${path})`);
  expect(silent).toEqual([]);
});

test('both languages of a sentence speak of the same things', () => {
  const parameters = (text: string) =>
    [...new Set(text.match(/\{\w+/g))].toSorted((a, b) => a.localeCompare(b));
  for (const [code, [en, zh]] of Object.entries(TEXTS))
    expect([code, ...parameters(zh)]).toEqual([code, ...parameters(en)]);
});

test('a sentence shows its parameters, sizes as people write them', () => {
  expect(sentence({ code: 'file_too_large', params: { limit: 1_500_000_000 } }, 'en')).toContain(
    '1.5 GB',
  );
  expect(sentence({ code: 'too_many_attempts', params: { seconds: 7 } }, 'zh')).toBe(
    '尝试次数过多，请在 7 秒后再试。',
  );
  expect(sentence({ code: 'nobody_wrote_this' }, 'en')).toBe('nobody_wrote_this');
});

test('the first language that we speak is taken', () => {
  expect(pickLanguage('fr-FR, zh-TW;q=0.8, en;q=0.5')).toBe('zh');
  expect(pickLanguage('zh_CN.UTF-8')).toBe('zh');
  expect(pickLanguage('C.UTF-8')).toBe('en');
});
