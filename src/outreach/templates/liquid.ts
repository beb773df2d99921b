import { Context, Drop, Liquid, TokenKind, Tokenizer, toValueSync, type Template } from 'liquidjs';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { FILTERS, type Surroundings } from './filters.ts';

/** What one message may take. The clock is the last resort; the others stop the same text at the same place. */
export const LIMITS = { parse: 200_000, allocated: 200_000, written: 300_000, milliseconds: 1000 };

const TAGS = [
  'assign',
  'case',
  'comment',
  'if',
  'unless',
  'for',
  'break',
  'continue',
  'echo',
  'raw',
  '#',
];

const SIGNS: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign]!);

/** There are no files. */
const nowhere = {
  exists: () => Promise.resolve(false),
  existsSync: () => false,
  contains: () => Promise.resolve(false),
  containsSync: () => false,
  readFile: () => Promise.reject(new Error('templates read no files')),
  readFileSync: (): string => {
    throw new Error('templates read no files');
  },
  resolve: (_dir: string, file: string) => file,
};

function engine(html: boolean): Liquid {
  const made = new Liquid({
    ...{ strictVariables: true, strictFilters: true, ownPropertyOnly: true, lenientIf: true },
    ...{ fs: nowhere, relativeReference: false, dynamicPartials: false, templates: {} },
    ...{
      parseLimit: LIMITS.parse,
      memoryLimit: LIMITS.allocated,
      renderLimit: LIMITS.milliseconds,
    },
    // liquidjs hands over whatever the expression gave.
    ...(html && { outputEscape: (value: unknown) => escapeHtml(printed(value)) }),
  });
  for (const name of Object.keys(made.tags)) if (!TAGS.includes(name)) delete made.tags[name];
  for (const name of Object.keys(made.filters)) made.unregisterFilter(name);
  for (const [name, filter] of Object.entries(FILTERS)) made.registerFilter(name, filter);
  return made;
}

function printed(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(printed).join('');
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('not a number');
  // oxlint-disable-next-line typescript/no-base-to-string -- money and days print themselves
  return String(value);
}

export type Markup = 'html' | 'text';
const ENGINES: Record<Markup, Liquid> = { html: engine(true), text: engine(false) };

class Written {
  buffer = '';
  write(piece: unknown): void {
    this.buffer += printed(piece);
    if (this.buffer.length > LIMITS.written) throw new Error('too long');
  }
}

const OF_LOOPS = new Set(['index', 'index0', 'rindex', 'rindex0', 'length', 'first', 'last']);

/**
 * Reads what a value holds itself, and never calls anything. liquidjs's own guard makes an exception for
 * its drops, and the words nil, blank and empty are such: `blank.constructor` was a function.
 */
class Guarded extends Context {
  override readProperty(object: never, key: never): unknown {
    if ((object as unknown) instanceof Drop)
      return OF_LOOPS.has(key) ? super.readProperty(object, key) : undefined;
    const own = super.readProperty(object, key) as unknown;
    return typeof own === 'function' ? undefined : own;
  }
}

export interface Parsed {
  markup: Markup;
  templates: Template[];
}

/** What liquidjs throws, as far as we read it. */
interface Thrown {
  name: string;
  message: string;
  token?: { getPosition?: () => [row: number, col: number] };
}

/** Where in the text, counted as people count. */
function placeOf(thrown: Thrown): { line: number; column: number } {
  const [line, column] = thrown.token?.getPosition?.() ?? [1, 1];
  return { line, column };
}

const first = (message: string, pattern: RegExp): string => pattern.exec(message)?.[1] ?? '';

function problemOf(error: unknown): Result<never> {
  const thrown = error as Thrown;
  const place = placeOf(thrown);
  const { message } = thrown;
  const filter = first(message, /undefined filter: ([^,\s]+)/);
  if (filter) return fail('template_unknown_filter', { word: filter, ...place });
  const tag = first(message, /tag "([^"]*)" not found/);
  if (tag) return fail('template_unknown_tag', { word: tag, ...place });
  const unclosed = first(message, /tag \{?%?-?\s*(\w+).*not closed/);
  if (unclosed) return fail('template_not_closed', { word: unclosed, ...place });
  const variable = first(message, /undefined variable: ([^,\s]+)/);
  if (variable) return fail('template_unknown_variable', { word: variable, ...place });
  if (/limit exceeded|too long/.test(message)) return fail('template_too_much', place);
  if (message.includes('not a number')) return fail('template_not_a_number', place);
  return fail('template_broken', place);
}

export function parseLiquid(text: string, markup: Markup): Result<Parsed> {
  try {
    return ok({ markup, templates: ENGINES[markup].parse(text) });
  } catch (error) {
    return problemOf(error);
  }
}

/** `scope` holds every declared variable, null where there is nothing to say. */
export function runLiquid(
  { markup, templates }: Parsed,
  scope: object,
  globals: Surroundings,
): Result<string> {
  const written = new Written();
  const liquid = ENGINES[markup];
  try {
    const context = new Guarded(scope, liquid.options, { sync: true, globals });
    toValueSync(liquid.renderer.renderTemplates(templates, context, written as never));
    return ok(written.buffer);
  } catch (error) {
    return problemOf(error);
  }
}

export interface Piece {
  /** What stands there as it is, or a piece of Liquid. */
  literal: boolean;
  text: string;
}

/** A text that parses, as its literal stretches and its Liquid. */
export function piecesOf(text: string): Piece[] {
  const { options } = ENGINES.text;
  const tokens = new Tokenizer(text, options.operators).readTopLevelTokens(options);
  return tokens.map((token) => ({
    literal: token.kind === TokenKind.HTML,
    text: token.getText(),
  }));
}

export const analyse = (templates: Template[]) =>
  ENGINES.text.analyzeSync(templates, { partials: false });
