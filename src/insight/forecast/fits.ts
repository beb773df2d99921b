import type { Tx } from '../../platform/postgres/index.ts';
import type { CountModel } from './family.ts';
import type { CountFit } from './fit-count.ts';
import type { SpendFit } from './fit-spend.ts';
import type { Holdout } from './holdout.ts';
import type { Limit } from './limits.ts';
import type { Basis } from './rules.ts';

/** The chosen model of a scope, with all that was considered. */
export interface Choice extends Basis {
  id: number;
  count: CountFit;
  spend: SpendFit | null;
  /** What every model foresaw of the held-back weeks; empty while the past is too short. */
  holdouts: Partial<Record<CountModel, Holdout>>;
}

interface Stored {
  id: number;
  as_of: string;
  model: CountModel;
  k: number;
  params: number[];
  standard_errors: (number | null)[];
  covariance: number[][] | null;
  log_likelihood: number;
  customers: number;
  repeaters: number;
  repeats: number;
  limit_reached: Limit | null;
  currency: string | null;
  spend: SpendFit | null;
  holdouts: Choice['holdouts'];
}

const choiceOf = (row: Stored): Choice => ({
  id: row.id,
  asOf: row.as_of,
  repeats: row.repeats,
  currency: row.currency,
  count: {
    ...{ model: row.model, k: row.k, params: row.params, errors: row.standard_errors },
    ...{ covariance: row.covariance, logLikelihood: row.log_likelihood, limit: row.limit_reached },
    ...{ customers: row.customers, repeaters: row.repeaters },
  },
  spend: row.spend,
  holdouts: row.holdouts,
});

const scopeKey = (shops: number[] | null): string =>
  shops === null ? '' : shops.toSorted((a, b) => a - b).join(',');

/** The newest fit of these shops as of that day or before: a look into the past learns nothing from later. */
export async function chosenFit(
  tx: Tx,
  shops: number[] | null,
  asOf: string,
): Promise<Choice | undefined> {
  const row = await tx.maybe<Stored>(
    `SELECT id, as_of::text AS as_of, model, k, params, standard_errors, covariance, log_likelihood, customers, repeaters, repeats,
       limit_reached, currency, spend, holdouts
     FROM forecast_fit WHERE shops = $1 AND as_of <= $2::date ORDER BY as_of DESC, id DESC LIMIT 1`,
    [scopeKey(shops), asOf],
  );
  return row && choiceOf(row);
}

export async function keepFit(
  tx: Tx,
  shops: number[] | null,
  choice: Omit<Choice, 'id'>,
  now: Date,
): Promise<Choice> {
  const { count, spend, holdouts, asOf, repeats, currency } = choice;
  const json = (value: unknown): string => JSON.stringify(value);
  const { id } = await tx.one<{ id: number }>(
    `INSERT INTO forecast_fit (shops, as_of, model, k, params, standard_errors, covariance, log_likelihood, customers, repeaters,
       repeats, limit_reached, currency, spend, holdouts, fitted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) RETURNING id`,
    [
      ...[scopeKey(shops), asOf, count.model, count.k, json(count.params), json(count.errors)],
      ...[count.covariance && json(count.covariance), count.logLikelihood, count.customers],
      ...[
        count.repeaters,
        repeats,
        count.limit,
        currency,
        spend && json(spend),
        json(holdouts),
        now,
      ],
    ],
  );
  return { ...choice, id };
}
