import type { Builder, Condition, Match, PlainValue } from './model.ts';

/** A value still to be filled in is null. */
export type DraftValue = PlainValue | null;
type With<C> = C extends { kind: 'clause' }
  ? Omit<C, 'values'> & { values: DraftValue[] }
  : C extends { kind: 'call' }
    ? Omit<C, 'args'> & { args: { name: string; values: DraftValue[] }[] }
    : never;
/** `key` holds a line's fields together while lines come and go. */
export type DraftCondition = With<Condition> & { key: number };
export type DraftGroup = { key: number; match: Match; conditions: DraftCondition[] };
export type Draft = { match: Match; groups: DraftGroup[] };

let keys = 0;
export const nextKey = (): number => ++keys;

export const draftOf = ({ match, groups }: Builder): Draft => ({
  match,
  groups: groups.map((group) => ({
    ...{ key: nextKey(), match: group.match },
    conditions: group.conditions.map((one) => ({ ...one, key: nextKey() }) as DraftCondition),
  })),
});

export const emptyDraft = (): Draft => ({
  match: 'all',
  groups: [{ key: nextKey(), match: 'all', conditions: [] }],
});

const filled = (values: DraftValue[]): values is PlainValue[] =>
  values.every((one) => one !== null);

/** Undefined while something is still to be filled in. */
function conditionOf({ key: _key, ...condition }: DraftCondition): Condition | undefined {
  if (condition.kind === 'call') {
    const args = condition.args.filter(({ values }) => values.length > 0 && filled(values));
    return { ...condition, args } as Condition;
  }
  const waits = valuesFor(condition.operator) === undefined && condition.values.length === 0;
  return filled(condition.values) && !waits ? (condition as Condition) : undefined;
}

/** What is complete of it; the server is not asked about half a condition. */
export function builderOf({ match, groups }: Draft): Builder | undefined {
  const complete = groups.map((group) => ({
    match: group.match,
    conditions: group.conditions.flatMap((one) => conditionOf(one) ?? []),
  }));
  return complete.some(({ conditions }) => conditions.length > 0)
    ? { match, groups: complete }
    : undefined;
}

/** How many values an operator takes; undefined: any number. */
export function valuesFor(operator: string): number | undefined {
  if (operator.endsWith('NULL')) return 0;
  if (operator.endsWith('IN')) return undefined;
  return operator === 'BETWEEN' ? 2 : 1;
}

/** The values that still fit when the operator changes. */
export function fitted(values: DraftValue[], operator: string): DraftValue[] {
  const wanted = valuesFor(operator);
  if (wanted === undefined) return values.filter((one) => one !== null);
  return Array.from({ length: wanted }, (_, n) => values[n] ?? null);
}

export function changeGroup(
  draft: Draft,
  key: number,
  change: (group: DraftGroup) => DraftGroup,
): Draft {
  return { ...draft, groups: draft.groups.map((one) => (one.key === key ? change(one) : one)) };
}
