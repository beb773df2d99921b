import {
  ATTRIBUTE,
  attributeKey,
  fieldNamed,
  fieldOn,
  FIELDS,
  FUNCTIONS,
  functionNamed,
  OPERATORS_OF,
  RESERVED,
} from '../fields/index.ts';
import type { Call, Clause, Expression, Operator, Span, Value } from '../text/ast.ts';
import { Trouble, unknownWord } from '../text/trouble.ts';
import { conditionsOf } from './arguments.ts';
import { operandOf, type Wanted } from './operands.ts';
import type { AnyTest, AttributeTest, Operand, Positive, Query, Settings } from './query.ts';

const OPPOSITE: Partial<Record<Operator, Positive>> = {
  '!=': '=',
  'NOT IN': 'IN',
  'NOT CONTAINS': 'CONTAINS',
  'IS NOT NULL': 'IS NULL',
};

/** NOT x IN (…) is x NOT IN (…): one flag for both. */
function positive(operator: Operator, negated: boolean): { operator: Positive; negated: boolean } {
  const opposite = OPPOSITE[operator];
  if (opposite === undefined) return { operator: operator as Positive, negated };
  return { operator: opposite, negated: !negated };
}

function unknownField(name: string, span: Span): Trouble {
  if (RESERVED.includes(name.toLowerCase()))
    return new Trouble('segment_later', span, { word: name });
  const said = FIELDS.find(({ label }) =>
    label.some((one) => one.toLowerCase() === name.toLowerCase()),
  );
  if (said !== undefined)
    return new Trouble('segment_unknown_field_meant', span, { word: name, meant: said.name });
  const known = [
    ...FIELDS.map((field) => field.name),
    ...FUNCTIONS.map((one) => one.name),
    ATTRIBUTE,
  ];
  return unknownWord('segment_unknown_field', name, span, known);
}

/** BETWEEN would silently find nobody; birthdays may run over the turn of the year. */
function inOrder(clause: Clause, wanted: Wanted, [low, high]: Operand[]): void {
  if (clause.operator !== 'BETWEEN' || wanted.type === 'yearly' || low! <= high!) return;
  const { from } = clause.values[0]!.span;
  throw new Trouble(
    'segment_between_order',
    { from, to: clause.values[1]!.span.to },
    { field: wanted.name },
  );
}

function operandsOf(clause: Clause, wanted: Wanted, settings: Settings): Operand[] {
  const operands = clause.values.map((value) => operandOf(value, wanted, settings));
  inOrder(clause, wanted, operands);
  return operands;
}

const READ_AS: Record<Value['kind'], AttributeTest['as']> = {
  text: 'text',
  number: 'number',
  boolean: 'yes_no',
  day: 'day',
  offset: 'day',
  named: 'day',
};

/** An attribute is read as what it is compared with, so all of one comparison must be alike. */
function attribute(clause: Clause, key: string, negated: boolean, settings: Settings): AnyTest {
  const as = clause.operator.endsWith('CONTAINS')
    ? 'text'
    : READ_AS[clause.values[0]?.kind ?? 'text'];
  const operands = operandsOf(clause, { name: clause.field, type: as }, settings);
  return {
    kind: 'attribute',
    key,
    as,
    operands,
    leaf: clause,
    ...positive(clause.operator, negated),
  };
}

function clauseTest(clause: Clause, negated: boolean, settings: Settings): AnyTest {
  const key = attributeKey(clause.field);
  if (key) return attribute(clause, key, negated, settings);
  const field = fieldNamed(clause.field);
  if (field === undefined) {
    const call = functionNamed(clause.field);
    if (call !== undefined)
      throw new Trouble('segment_call_needed', clause.fieldSpan, { word: call.name });
    throw unknownField(clause.field, clause.fieldSpan);
  }
  const allowed = OPERATORS_OF[field.type];
  if (!allowed.includes(clause.operator))
    throw new Trouble('segment_operator', clause.operatorSpan, {
      ...{ field: field.name, word: clause.operator, operators: allowed.join(' ') },
    });
  const operands = operandsOf(clause, field, settings);
  return {
    ...{ kind: 'field', field: fieldOn(field, settings.asOf), operands, leaf: clause },
    ...positive(clause.operator, negated),
  };
}

function callTest(leaf: Call, negated: boolean, settings: Settings): AnyTest {
  const call = functionNamed(leaf.name);
  if (call !== undefined)
    return { kind: 'facts', call, conditions: conditionsOf(leaf, call, settings), negated, leaf };
  if (fieldNamed(leaf.name) !== undefined)
    throw new Trouble('segment_no_call', leaf.nameSpan, { word: leaf.name });
  throw unknownField(leaf.name, leaf.nameSpan);
}

/** The tree as a question; NOT sinks to the tests, turning AND into OR on its way. Throws Trouble. */
export function resolve(expression: Expression, settings: Settings, negated = false): Query {
  switch (expression.kind) {
    case 'clause':
      return clauseTest(expression, negated, settings);
    case 'call':
      return callTest(expression, negated, settings);
    case 'not':
      return resolve(expression.of, settings, !negated);
    case 'and':
    case 'or': {
      const of = expression.of.map((one) => resolve(one, settings, negated));
      return { kind: (expression.kind === 'and') !== negated ? 'all' : 'any', of };
    }
  }
}
