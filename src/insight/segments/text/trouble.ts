import { nearest, type Problem } from '../../../kernel/index.ts';
import type { Span } from './ast.ts';

/** More than anybody writes by hand, and few enough that one statement answers at once. */
export const LIMITS = { characters: 10_000, clauses: 300, values: 500, depth: 20 } as const;

/** Carries a problem out of the recursion; `readSegment` turns it into a value. */
export class Trouble extends Error {
  readonly problem: Problem;

  constructor(code: string, span: Span, params: NonNullable<Problem['params']> = {}) {
    super(code);
    // `at` is counted as people count, `from` and `to` as editors do.
    const place = { at: span.from + 1, from: span.from, to: span.to };
    this.problem = { code, params: { ...params, ...place }, pointer: '/text' };
  }
}

/** Trouble with a word for which we may know a better one: two sentences, `code` and `code_meant`. */
export function unknownWord(
  code: string,
  word: string,
  span: Span,
  known: readonly string[],
): Trouble {
  const meant = nearest(word, known);
  if (meant === undefined) return new Trouble(code, span, { word });
  return new Trouble(`${code}_meant`, span, { word, meant });
}
