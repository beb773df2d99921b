import type { Field, Parameter, SegmentFunction } from '../fields/index.ts';
import type { Leaf } from '../text/ast.ts';

/** A value as the statement is given it: money in minor units, days as YYYY-MM-DD, birthdays as month × 100 + day. */
export type Operand = string | number | boolean;

/** Operators that say what is; their opposites are the same with `negated`. */
export type Positive = '=' | '<' | '<=' | '>' | '>=' | 'BETWEEN' | 'IN' | 'CONTAINS' | 'IS NULL';

interface Test {
  /** Where it stood in the text. */
  leaf: Leaf;
  negated: boolean;
}

export interface FieldTest extends Test {
  kind: 'field';
  field: Field;
  operator: Positive;
  operands: Operand[];
}

export interface AttributeTest extends Test {
  kind: 'attribute';
  key: string;
  /** How its text is read: as what it is compared with. */
  as: 'text' | 'number' | 'day' | 'yes_no';
  operator: Positive;
  operands: Operand[];
}

export interface FactsTest extends Test {
  kind: 'facts';
  call: SegmentFunction;
  /** Each holds when any of its operands does. */
  conditions: { parameter: Parameter; operands: Operand[] }[];
}

export type AnyTest = FieldTest | AttributeTest | FactsTest;

/**
 * A segment as a question: names resolved, values typed, days settled, NOT moved to the tests. Every test is
 * true or false, never unknown: a comparison with something absent is false, and its opposite true, as in
 * Shopify.
 */
export type Query = AnyTest | { kind: 'all' | 'any'; of: Query[] };

/** What words in the text depend on. */
export interface Settings {
  /** The day it is asked for, YYYY-MM-DD. */
  asOf: string;
  /** Decimals of the currency amounts are written in. */
  digits: number;
}
