import type { Expression, Leaf } from '../text/ast.ts';
import { print } from '../text/print.ts';

const OTHER = { and: 'or', or: 'and' } as const;
type Join = keyof typeof OTHER;
type Literal = Leaf | { kind: 'not'; of: Leaf; span: Expression['span'] };

/** NOT stands at single conditions only (De Morgan), and what is joined alike stands side by side. */
export function flat(expression: Expression, negated = false): Expression {
  if (expression.kind === 'not') return flat(expression.of, !negated);
  const { span } = expression;
  if (expression.kind === 'clause' || expression.kind === 'call')
    return negated ? { kind: 'not', of: expression, span } : expression;
  const kind = negated ? OTHER[expression.kind] : expression.kind;
  const of = expression.of
    .map((one) => flat(one, negated))
    .flatMap((one) => (one.kind === kind ? one.of : [one]));
  return { kind, of, span };
}

/** More than this nobody reads as clicks. */
const MOST = 60;

const once = <T>(all: T[], named: (one: T) => string): T[] => [
  ...new Map(all.map((one) => [named(one), one])).values(),
];
const nameOf = (group: Literal[]): string => group.map(print).toSorted().join(' ');

/** Groups joined by `outer`, each of conditions joined by the other: a AND (b OR c AND d) multiplied out. */
function groupsOf(expression: Expression, outer: Join): Literal[][] | undefined {
  if (expression.kind !== 'and' && expression.kind !== 'or') return [[expression as Literal]];
  let groups: Literal[][] = expression.kind === outer ? [] : [[]];
  for (const part of expression.of) {
    const next = groupsOf(part, outer);
    if (next === undefined) return undefined;
    groups =
      expression.kind === outer
        ? [...groups, ...next]
        : groups.flatMap((one) => next.map((other) => once([...one, ...other], print)));
    groups = once(groups, nameOf);
    if (groups.reduce((sum, { length }) => sum + length, 0) > MOST) return undefined;
  }
  return groups;
}

const size = (groups: Literal[][]): number => groups.reduce((sum, { length }) => sum + length, 0);

const joined = (kind: Join, of: Expression[], span: Expression['span']): Expression =>
  of.length === 1 ? of[0]! : { kind, of, span };

/** The shorter of its two forms of two levels; undefined where both are too long to be read. */
export function twoLevels(expression: Expression): Expression | undefined {
  const { span } = expression;
  const forms = (['and', 'or'] as const).flatMap((outer) => {
    const groups = groupsOf(expression, outer);
    return groups === undefined ? [] : [{ outer, groups }];
  });
  const [best] = forms.toSorted((a, b) => size(a.groups) - size(b.groups));
  if (best === undefined) return undefined;
  const { outer, groups } = best;
  return joined(
    outer,
    groups.map((group) => joined(OTHER[outer], group, span)),
    span,
  );
}
