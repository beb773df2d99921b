import type { Lens } from '../../lens/index.ts';
import { choiceAtHand, type PageDesk } from './choose.ts';
import type { Choice } from './fits.ts';
import { keptForecasts } from './people.ts';
import { Statement } from '../statement.ts';
import { aliveUnknown, valueUnknown, type Unknown } from './rules.ts';
import { Expected } from './schema.ts';
import { scoreAll, scoredFrom, type From } from './scored.ts';
import { historiesOf, type Giving, type Scope } from './store.ts';

export interface Beside extends Omit<PageDesk, 'read' | 'later'> {
  lens: Lens;
}

const FIGURES = Object.keys(Expected.shape) as (keyof Expected)[];

/** A relation with a row a person, for whoever joins it by person_id. */
export type Relation = (statement: Giving) => string;

/** Nobody is forecast. */
export const nobody: Relation = () =>
  `(SELECT CAST(NULL AS BIGINT) AS person_id, ${FIGURES.map((name) => `CAST(NULL AS DOUBLE) AS ${name}`).join(', ')} WHERE false)`;

export interface Many {
  relation: Relation;
  /** Why nobody is forecast. */
  unknown: Unknown | null;
  /** The day of the fit. */
  learntAsOf: string | null;
}

const deskOf = ({ lens, ...rest }: Beside): PageDesk => ({
  ...{ ...rest, read: lens.read, later: lens.read },
});

/**
 * What is expected of everybody, beside their traits. The rows of the day it is are kept; those of
 * another day are joined from the scores whenever they are asked for.
 */
export async function forecastsOf(desk: Beside, scope: Scope, today: string): Promise<Many> {
  const { choice, unknown } = await choiceAtHand(deskOf(desk), scope, true);
  if (choice === undefined) return { relation: nobody, unknown, learntAsOf: null };
  const known = { unknown: null, learntAsOf: choice.asOf };
  if (scope.asOf === today) {
    const table = await keptForecasts(desk.lens, scope, choice);
    return { ...known, relation: () => table };
  }
  const from: From = (given) => historiesOf(scope, given);
  await scoreAll(desk.lens, from, choice);
  return { ...known, relation: (given) => `(${scoredFrom(from, choice, given)})` };
}

export interface One extends Expected {
  model: string | null;
  limit: string | null;
  learnt_as_of: string | null;
  /** Why a figure is null. */
  alive_unknown: Unknown | null;
  value_unknown: Unknown | null;
}

const NONE = Object.fromEntries(FIGURES.map((name) => [name, null])) as Expected;

const without = (unknown: Unknown | null, of?: Choice): One => ({
  ...NONE,
  ...{ model: of?.count.model ?? null, limit: of?.count.limit ?? null },
  ...{ learnt_as_of: of?.asOf ?? null, alive_unknown: unknown, value_unknown: unknown },
});

/** What is expected of one customer, or why nothing is. Only their own purchases are read. */
export async function forecastOf(desk: Beside, scope: Scope, person: number): Promise<One> {
  const { choice, unknown } = await choiceAtHand(deskOf(desk), scope);
  if (choice === undefined) return without(unknown);
  const from: From = (given) =>
    `(SELECT * FROM ${historiesOf(scope, given)} WHERE person_id = ${given.given(person, 'BIGINT')})`;
  await scoreAll(desk.lens, from, choice);
  const statement = new Statement();
  const [row] = await desk.lens.read<Expected & { x: number }>(
    scoredFrom(from, choice, statement),
    statement.params,
  );
  if (row === undefined) return without({ code: 'forecast_no_purchases' }, choice);
  const { count, spend } = choice;
  const withoutDropout = count.limit === 'no_dropout';
  const fitting = {
    model: count.model,
    withoutDropout,
    currency: scope.currency,
    spends: spend !== null,
  };
  const figures = Object.fromEntries(FIGURES.map((name) => [name, row[name]])) as Expected;
  return {
    ...without(null, choice),
    ...figures,
    alive_unknown: aliveUnknown(fitting, row.x),
    value_unknown: row.expected_value_12m === null ? valueUnknown(fitting) : null,
  };
}
