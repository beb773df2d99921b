/**
 * Shopify's segment language, with our names in it. By hand: a dozen rules, and every refusal has to point
 * at a word and say in two languages what belongs there, which a generated parser makes harder, not easier.
 *
 *   segment   = either
 *   either    = both { OR both }
 *   both      = negated { AND negated }                    AND binds tighter than OR
 *   negated   = NOT negated | '(' either ')' | clause
 *   clause    = call [ ('=' | '!=') (true | false) ] | name operator
 *   call      = name '(' [ argument { ',' argument } ] ')'
 *   argument  = name ':' ( value | '(' value { ',' value } ')' )
 *   name      = word { '.' ( word | text ) }
 *   operator  = ('=' | '!=' | '<' | '<=' | '>' | '>=') value | BETWEEN value AND value
 *             | [NOT] IN '(' value { ',' value } ')' | [NOT] CONTAINS value | IS [NOT] NULL
 *   value     = 'text' | number | true | false | YYYY-MM-DD | -90d | today | …
 */
import type { Argument, Call, Expression, Operator, Span, Value } from './ast.ts';
import { Cursor, KEYWORDS } from './cursor.ts';
import { tokensOf } from './lexer.ts';
import { LIMITS, Trouble } from './trouble.ts';

const spanOf = (parts: { span: Span }[]): Span => ({
  from: parts[0]!.span.from,
  to: parts.at(-1)!.span.to,
});

function joined(cursor: Cursor, kind: 'and' | 'or', depth: number): Expression {
  const one = (): Expression =>
    kind === 'or' ? joined(cursor, 'and', depth) : negated(cursor, depth);
  const of = [one()];
  while (cursor.takeKeyword(kind.toUpperCase())) of.push(one());
  return of.length === 1 ? of[0]! : { kind, of, span: spanOf(of) };
}

function negated(cursor: Cursor, depth: number): Expression {
  const { span } = cursor.token;
  if (depth >= LIMITS.depth) throw new Trouble('segment_too_deep', span, { max: LIMITS.depth });
  if (cursor.takeKeyword('NOT')) {
    const of = negated(cursor, depth + 1);
    return { kind: 'not', of, span: { from: span.from, to: of.span.to } };
  }
  if (!cursor.takeSign('(')) return clause(cursor);
  const inside = joined(cursor, 'or', depth + 1);
  cursor.expectSign(')', 'close');
  return { ...inside, span: { from: span.from, to: cursor.ended } };
}

/** A name with its dots; a part in quotes may hold anything. */
function name(cursor: Cursor): { name: string; span: Span } {
  const { token } = cursor;
  const isName = token.kind === 'word' && !KEYWORDS.includes(token.word.toUpperCase());
  if (!isName) throw cursor.wants('condition');
  cursor.next();
  let read = token.word;
  while (cursor.takeSign('.')) {
    const part = cursor.next();
    if (part.kind === 'word') read += `.${part.word}`;
    else if (part.kind === 'value' && part.value.kind === 'text') read += `.${part.value.value}`;
    else throw new Trouble('segment_wants_name', part.span, { word: cursor.words(part.span) });
  }
  return { name: read, span: { from: token.span.from, to: cursor.ended } };
}

function clause(cursor: Cursor): Expression {
  const { name: field, span: fieldSpan } = name(cursor);
  if (++cursor.clauses > LIMITS.clauses)
    throw new Trouble('segment_too_many', fieldSpan, { max: LIMITS.clauses });
  if (cursor.isSign('(')) return called(cursor, field, fieldSpan);
  const { from } = cursor.token.span;
  const { operator, values, to } = comparison(cursor);
  const span = { from: fieldSpan.from, to: cursor.ended };
  return { kind: 'clause', field, fieldSpan, operator, operatorSpan: { from, to }, values, span };
}

function several(cursor: Cursor): Value[] {
  cursor.expectSign('(', 'open');
  const values = [cursor.expectValue()];
  while (cursor.takeSign(',')) values.push(cursor.expectValue());
  const last = values[LIMITS.values];
  if (last !== undefined)
    throw new Trouble('segment_many_values', last.span, { max: LIMITS.values });
  cursor.expectSign(')', 'comma');
  return values;
}

interface Comparison {
  operator: Operator;
  values: Value[];
  /** Where the operator's own words end. */
  to: number;
}

function comparison(cursor: Cursor): Comparison {
  const { token } = cursor;
  if (token.kind === 'sign' && /^[=!<>]/.test(token.sign)) {
    cursor.next();
    return { operator: token.sign as Operator, to: token.span.to, values: [cursor.expectValue()] };
  }
  if (cursor.takeKeyword('IS')) {
    const not = cursor.takeKeyword('NOT');
    const { to } = cursor.expectKeyword('NULL').span;
    return { operator: not ? 'IS NOT NULL' : 'IS NULL', to, values: [] };
  }
  if (cursor.takeKeyword('BETWEEN')) return between(cursor, token.span.to);
  const not = cursor.takeKeyword('NOT');
  const { to } = cursor.token.span;
  if (cursor.takeKeyword('IN'))
    return { operator: not ? 'NOT IN' : 'IN', to, values: several(cursor) };
  if (cursor.takeKeyword('CONTAINS'))
    return { operator: not ? 'NOT CONTAINS' : 'CONTAINS', to, values: [cursor.expectValue()] };
  throw cursor.wants('operator');
}

function between(cursor: Cursor, to: number): Comparison {
  const low = cursor.expectValue();
  cursor.expectKeyword('AND');
  return { operator: 'BETWEEN', to, values: [low, cursor.expectValue()] };
}

function argument(cursor: Cursor): Argument {
  const found = name(cursor);
  cursor.expectSign(':', 'colon');
  const values = cursor.isSign('(') ? several(cursor) : [cursor.expectValue()];
  return { name: found.name, nameSpan: found.span, values };
}

function called(cursor: Cursor, called: string, nameSpan: Span): Expression {
  cursor.expectSign('(', 'open');
  const args: Argument[] = [];
  if (!cursor.isSign(')')) {
    do args.push(argument(cursor));
    while (cursor.takeSign(','));
  }
  cursor.expectSign(')', 'comma');
  const span = { from: nameSpan.from, to: cursor.ended };
  const call: Call = { kind: 'call', name: called, nameSpan, args, span };
  return isMeantFalse(cursor) ? { kind: 'not', of: call, span } : call;
}

/** Shopify writes `products_purchased(…) = true`; the bare call says the same. */
function isMeantFalse(cursor: Cursor): boolean {
  if (!cursor.isSign('=') && !cursor.isSign('!=')) return false;
  const differs = cursor.takeSign('!=');
  if (!differs) cursor.next();
  const value = cursor.expectValue();
  if (value.kind !== 'boolean')
    throw new Trouble('segment_wants_yes_no', value.span, { word: cursor.words(value.span) });
  return value.value === differs;
}

/** The text as a tree, not yet held against the fields there are. Throws Trouble. */
export function parse(text: string): Expression {
  const cursor = new Cursor(tokensOf(text), text);
  if (cursor.isEnd) throw new Trouble('segment_empty', cursor.token.span);
  const expression = joined(cursor, 'or', 0);
  if (!cursor.isEnd) throw cursor.wants(cursor.isSign(')') ? 'no_close' : 'and_or');
  return expression;
}
