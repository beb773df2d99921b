import { Params } from './compile/params.ts';
import { resolve } from './compile/resolve.ts';
import type { People } from './lens.ts';
import { holdsSql } from './people.ts';
import type { Segment } from './read.ts';
import { leavesOf, type Expression, type Leaf } from './text/ast.ts';
import { print } from './text/print.ts';
import { fieldNamed, fieldOn } from './fields/index.ts';

/** A part of the text, whether it lets the customer in, and its own parts. */
export interface Verdict {
  kind: Expression['kind'];
  text: string;
  from: number;
  to: number;
  holds: boolean;
  /** What the customer has there; absent where it is not one value. */
  have?: unknown;
  of?: Verdict[];
}

function told(expression: Expression, verdictOf: Map<Leaf, Verdict>): Verdict {
  if (expression.kind === 'clause' || expression.kind === 'call') return verdictOf.get(expression)!;
  const parts = expression.kind === 'not' ? [expression.of] : expression.of;
  const of = parts.map((one) => told(one, verdictOf));
  const [first] = of;
  const holds = {
    not: () => !first!.holds,
    and: () => of.every((one) => one.holds),
    or: () => of.some((one) => one.holds),
  }[expression.kind]();
  return { kind: expression.kind, text: print(expression), ...expression.span, holds, of };
}

/** For each clause whether it lets this person in; undefined for somebody we do not know. */
export async function explain(
  people: People,
  { expression }: Segment,
  person: number,
): Promise<Verdict | undefined> {
  const leaves = leavesOf(expression);
  const asked = leaves.map((leaf, n) => {
    const field = leaf.kind === 'clause' ? fieldNamed(leaf.field) : undefined;
    const value = field?.beside
      ? `(SELECT ${field.sql} FROM ${new Params(people.giving).forecasts} f WHERE f.person_id = t.person_id)`
      : field && fieldOn(field, people.settings.asOf).sql;
    const have = value === undefined ? '' : `, ${value} AS v${n}`;
    return `${holdsSql(resolve(leaf, people.settings), people.giving)} AS h${n}${have}`;
  });
  const sql = `SELECT ${asked.join(', ')} FROM ${people.from} WHERE t.person_id = ${people.bind(person)}`;
  const [row] = await people.all<Record<string, unknown>>(sql);
  if (row === undefined) return undefined;
  const verdicts = leaves.map((leaf, n): [Leaf, Verdict] => [
    leaf,
    {
      ...{ kind: leaf.kind, text: print(leaf), ...leaf.span, holds: row[`h${n}`] === true },
      ...(`v${n}` in row && { have: row[`v${n}`] }),
    },
  ]);
  return told(expression, new Map(verdicts));
}
