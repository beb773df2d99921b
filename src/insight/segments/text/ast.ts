/** A place in the text: characters from (included) to (excluded). */
export interface Span {
  from: number;
  to: number;
}

export type Unit = 'd' | 'w' | 'm' | 'y';

/** Days that have a name; they are counted from the `as_of` day like every other. */
export const NAMED_DAYS = [
  'today',
  'yesterday',
  'tomorrow',
  '7_days_ago',
  '30_days_ago',
  '90_days_ago',
  '12_months_ago',
  'start_of_week',
  'end_of_week',
  'start_of_month',
  'end_of_month',
  'start_of_year',
  'end_of_year',
] as const;
export type NamedDay = (typeof NAMED_DAYS)[number];

export type Plain =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  /** A calendar day, YYYY-MM-DD. */
  | { kind: 'day'; value: string }
  /** Days, weeks, months or years from `as_of`; negative lies in the past. */
  | { kind: 'offset'; amount: number; unit: Unit }
  | { kind: 'named'; value: NamedDay };
export type Value = Plain & { span: Span };

export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'BETWEEN',
  'IN',
  'NOT IN',
  'CONTAINS',
  'NOT CONTAINS',
  'IS NULL',
  'IS NOT NULL',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Clause {
  kind: 'clause';
  field: string;
  fieldSpan: Span;
  operator: Operator;
  operatorSpan: Span;
  values: Value[];
  span: Span;
}

export interface Argument {
  name: string;
  nameSpan: Span;
  /** Several only where they stood in parentheses: any of them. */
  values: Value[];
}

/** A question to orders and lines: products_purchased(category: 'tea'). */
export interface Call {
  kind: 'call';
  name: string;
  nameSpan: Span;
  args: Argument[];
  span: Span;
}

export type Leaf = Clause | Call;
export type Expression =
  | Leaf
  | { kind: 'not'; of: Expression; span: Span }
  /** At least two; groups in parentheses stay groups of their own. */
  | { kind: 'and' | 'or'; of: Expression[]; span: Span };

export function leavesOf(expression: Expression): Leaf[] {
  if (expression.kind === 'clause' || expression.kind === 'call') return [expression];
  return expression.kind === 'not'
    ? leavesOf(expression.of)
    : expression.of.flatMap((one) => leavesOf(one));
}
