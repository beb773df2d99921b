import type { Builder, Condition, Match } from '../schema.ts';
import type { Expression, Leaf, Operator, Plain, Value } from '../text/ast.ts';
import { print } from '../text/print.ts';
import { flat, twoLevels } from './two-levels.ts';

/** What is built has no place in a text yet. */
const NOWHERE = { from: 0, to: 0 };

const placed = (value: Plain): Value => ({ ...value, span: NOWHERE });

const valuesOf = (values: readonly { kind: string }[]): Value[] =>
  values.map((value) => placed(value as Plain));

function leafOf(condition: Condition): Leaf {
  if (condition.kind === 'call') {
    const args = condition.args.map(({ name, values }) => ({
      ...{ name, nameSpan: NOWHERE, values: valuesOf(values) },
    }));
    return { kind: 'call', name: condition.name, nameSpan: NOWHERE, args, span: NOWHERE };
  }
  const { field, operator, values } = condition;
  return {
    ...{ kind: 'clause', field, operator: operator as Operator, values: valuesOf(values) },
    ...{ fieldSpan: NOWHERE, operatorSpan: NOWHERE, span: NOWHERE },
  };
}

const conditionTree = (condition: Condition): Expression =>
  condition.negated ? { kind: 'not', of: leafOf(condition), span: NOWHERE } : leafOf(condition);

const KINDS = { all: 'and', any: 'or' } as const;

const joined = (match: Match, of: Expression[]): Expression =>
  of.length === 1 ? of[0]! : { kind: KINDS[match], of, span: NOWHERE };

/** A group that joins as its surroundings do needs no parentheses. */
function builtTree({ match, groups }: Builder): Expression | undefined {
  const filled = groups.filter(({ conditions }) => conditions.length > 0);
  const [only] = filled;
  if (only === undefined) return undefined;
  if (filled.length === 1) return joined(only.match, only.conditions.map(conditionTree));
  const parts = filled.flatMap((group) => {
    const of = group.conditions.map(conditionTree);
    return group.match === match ? of : [joined(group.match, of)];
  });
  return joined(match, parts);
}

/** The text of what was built; empty while nothing is. Not yet held against the fields. */
export function textOf(builder: Builder): string {
  const tree = builtTree(builder);
  return tree === undefined ? '' : print(tree);
}

function bare(value: Value): Plain {
  const { span, ...plain } = value;
  return span === undefined ? value : plain;
}

function conditionOf(expression: Expression): Condition | undefined {
  const negated = expression.kind === 'not';
  const leaf = negated ? expression.of : expression;
  if (leaf.kind === 'clause') {
    const { field, operator, values } = leaf;
    return { kind: 'clause', field, operator, values: values.map(bare), negated };
  }
  if (leaf.kind !== 'call') return undefined;
  const args = leaf.args.map(({ name, values }) => ({ name, values: values.map(bare) }));
  return { kind: 'call', name: leaf.name, args, negated };
}

type Group = Builder['groups'][number];

const MATCHES = { and: 'all', or: 'any' } as const;

function groupOf(expression: Expression, match: Match): Group | undefined {
  const joins = expression.kind === 'and' || expression.kind === 'or';
  const conditions = (joins ? expression.of : [expression]).map(conditionOf);
  if (conditions.some((one) => one === undefined)) return undefined;
  return { match: joins ? MATCHES[expression.kind] : match, conditions: conditions as Condition[] };
}

/** Conditions side by side stand in one group. */
function gathered(groups: Group[], match: Match): Group[] {
  const all: Group[] = [];
  for (const group of groups) {
    const last = all.at(-1);
    const single = group.match === match;
    if (single && last?.match === match) last.conditions.push(...group.conditions);
    else all.push({ ...group, conditions: [...group.conditions] });
  }
  return all;
}

/** The tree as groups of conditions; undefined where it goes deeper than those, or is grouped otherwise. */
function builderOf(expression: Expression): Builder | undefined {
  const whole = groupOf(expression, 'all');
  if (whole !== undefined) return { match: 'all', groups: [whole] };
  if (expression.kind !== 'and' && expression.kind !== 'or') return undefined;
  const match = MATCHES[expression.kind];
  const groups = expression.of.map((one) => groupOf(one, match));
  if (groups.some((one) => one === undefined)) return undefined;
  const builder = { match, groups: gathered(groups as Group[], match) };
  // (a AND b) AND c is a tree of its own: what would come back another text stays a text.
  return textOf(builder) === print(expression) ? builder : undefined;
}

export interface Clicks {
  /** Null: in groups it would be too long to be read. */
  builder: Builder | null;
  /** It counts the same people, and its text is another than was written. */
  rewritten: boolean;
}

/** A text as clicks: as it was written where groups can say it so, else in an equal form that they can. */
export function clicksOf(expression: Expression): Clicks {
  const same = builderOf(expression);
  if (same !== undefined) return { builder: same, rewritten: false };
  const flattened = flat(expression);
  const deeper = builderOf(flattened) ?? builderOf(twoLevels(flattened) ?? expression);
  return { builder: deeper ?? null, rewritten: deeper !== undefined };
}
