import type { Operator } from '../text/ast.ts';
import { BUYING } from './buying.ts';
import { OPERATORS_OF, type Field, type FieldType } from './field.ts';
import { FUNCTIONS, type SegmentFunction } from './functions.ts';
import { PERSON, SHOPIFY } from './person.ts';
import { STANDING } from './standing.ts';

export {
  fieldOn,
  OPERATORS_OF,
  type Choice,
  type Field,
  type FieldType,
  type Words,
} from './field.ts';
export { FUNCTIONS, RESERVED, type Parameter, type SegmentFunction } from './functions.ts';

/** Every name a condition can begin with, in the order people see them. */
export const FIELDS: readonly Field[] = [...BUYING, ...STANDING, ...PERSON, ...SHOPIFY];

const BY_NAME = new Map(FIELDS.map((field) => [field.name, field]));
const CALLS = new Map(FUNCTIONS.map((one) => [one.name, one]));

export const fieldNamed = (name: string): Field | undefined => BY_NAME.get(name.toLowerCase());
export const functionNamed = (name: string): SegmentFunction | undefined =>
  CALLS.get(name.toLowerCase());

/** What people add to customers themselves: attribute.skin_type */
export const ATTRIBUTE = 'attribute.';
export const attributeKey = (name: string): string | undefined =>
  name.toLowerCase().startsWith(ATTRIBUTE) ? name.slice(ATTRIBUTE.length) : undefined;

export const operatorsOf = (type: FieldType): readonly Operator[] => OPERATORS_OF[type];
