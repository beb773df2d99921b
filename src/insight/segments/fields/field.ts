import type { Operator } from '../text/ast.ts';

/** English, Chinese. */
export type Words = readonly [en: string, zh: string];

export const TYPES = [
  'number',
  /** Written in major units (199.00), stored in minor ones. */
  'money',
  /** A fraction: 0.6 is 60 %. */
  'share',
  'day',
  /** A day of the year, whatever the year: birthdays. */
  'yearly',
  'text',
  'choice',
  'yes_no',
  'list',
] as const;
export type FieldType = (typeof TYPES)[number];

export const GROUPS = [
  'buying',
  'money',
  'rhythm',
  'value',
  'experience',
  'person',
  'place',
  'reach',
  'origin',
  'forecast',
] as const;
export type Group = (typeof GROUPS)[number];

export interface Choice {
  value: string;
  label: Words;
}

export interface Field {
  name: string;
  type: FieldType;
  group: Group;
  label: Words;
  hint?: Words;
  /** Over a row `t` of the traits. */
  sql: string;
  /** The same where it is another on another day: as of that one. */
  sqlOn?: (day: string) => string;
  /** What a choice can be. */
  values?: Choice[];
  /** Of a list: what a written value stands for, as a list, `?` being the value. Without: the column holds one. */
  member?: string;
  /** The same under another name, for those who know Shopify's: not offered by the builder. */
  alias?: true;
  /** Stands beside the traits: `sql` is over a row `f` of the forecasts. */
  beside?: true;
}

const COMPARE: Operator[] = ['=', '!=', '<', '<=', '>', '>='];
const NULLS: Operator[] = ['IS NULL', 'IS NOT NULL'];
const SETS: Operator[] = ['IN', 'NOT IN'];
const HOLDS: Operator[] = ['CONTAINS', 'NOT CONTAINS'];
const NUMERIC = [...COMPARE, 'BETWEEN' as const, ...SETS, ...NULLS];

/** What each type can be asked. */
export const OPERATORS_OF: Record<FieldType, Operator[]> = {
  number: NUMERIC,
  money: NUMERIC,
  share: NUMERIC,
  day: [...COMPARE, 'BETWEEN', ...NULLS],
  yearly: ['=', 'BETWEEN', ...NULLS],
  text: ['=', '!=', ...SETS, ...HOLDS, ...NULLS],
  choice: ['=', '!=', ...SETS, ...NULLS],
  yes_no: ['=', '!=', ...NULLS],
  list: [...HOLDS, ...NULLS],
};

type More = Partial<
  Pick<Field, 'hint' | 'sql' | 'sqlOn' | 'values' | 'member' | 'alias' | 'beside'>
>;

/** A field of a group; its column has its name unless said otherwise. */
export const inGroup =
  (group: Group) =>
  (name: string, type: FieldType, label: Words, more: More = {}): Field => ({
    ...{ name, type, group, label, sql: `t.${name}` },
    ...more,
  });

/** The field as of a day. */
export const fieldOn = (field: Field, day: string): Field =>
  field.sqlOn === undefined ? field : { ...field, sql: field.sqlOn(day) };

export const choices = (of: Record<string, Words>): Choice[] =>
  Object.entries(of).map(([value, label]) => ({ value, label }));
