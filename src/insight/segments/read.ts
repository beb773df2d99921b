import { ok, type Result } from '../../kernel/index.ts';
import type { Query, Settings } from './compile/query.ts';
import { resolve } from './compile/resolve.ts';
import type { Expression } from './text/ast.ts';
import { parse } from './text/parser.ts';
import { print } from './text/print.ts';
import { Trouble } from './text/trouble.ts';

/** A text that was understood. */
export interface Segment {
  expression: Expression;
  /** Written the one way we write it. */
  text: string;
  query: Query;
}

function caught<T>(run: () => T): Result<T> {
  try {
    return ok(run());
  } catch (error) {
    if (error instanceof Trouble) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** Only whether the names, types and values are right; not for asking. */
export const ANY_DAY: Settings = { asOf: '2000-01-01', digits: 2 };

/**
 * A segment's text, parsed, held against the fields, its days settled; or the problem, with its place in
 * the text as `params.from` and `params.to`.
 */
export const readSegment = (text: string, settings: Settings): Result<Segment> =>
  caught(() => {
    const expression = parse(text);
    return { expression, text: print(expression), query: resolve(expression, settings) };
  });
