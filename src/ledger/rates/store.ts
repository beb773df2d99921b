import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { shopProblem } from '../shops/index.ts';
import type { RateInput } from './schema.ts';

export interface Rate {
  currency: string;
  day: string;
  rate: number;
}

export interface Rates {
  reporting: string | null;
  /** What the shops sell in, the sample shop's left out while there are others. */
  currencies: string[];
  /** Of the oldest order. */
  firstDay: string | null;
  rates: Rate[];
}

const SET = `INSERT INTO setting (key, value) VALUES ('reporting_currency', to_jsonb($1::text))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

async function reportingOf(tx: Tx): Promise<string | null> {
  const row = await tx.maybe<{ value: string | null }>(
    `SELECT value #>> '{}' AS value FROM setting WHERE key = 'reporting_currency'`,
  );
  return row?.value ?? null;
}

export async function listRates(tx: Tx): Promise<Rates> {
  const { currencies, firstDay } = await tx.one<Pick<Rates, 'currencies' | 'firstDay'>>(
    `SELECT coalesce(array_agg(DISTINCT currency ORDER BY currency), '{}') AS currencies,
            (SELECT min(placed_day)::text FROM orders) AS "firstDay" FROM shop
      WHERE NOT is_sample OR NOT EXISTS (SELECT FROM shop WHERE NOT is_sample)`,
  );
  const rates = await tx.query<Rate>(
    `SELECT currency, day::text AS day, rate::float8 AS rate FROM exchange_rate ORDER BY currency, exchange_rate.day DESC`,
  );
  return { reporting: await reportingOf(tx), currencies, firstDay, rates };
}

/** Rates are worth something in one currency only, so with rates it stays. */
export async function setReporting(tx: Tx, currency: string | null): Promise<Result<null>> {
  const before = await reportingOf(tx);
  if (before === currency) return ok(null);
  const problem = currency === null ? undefined : shopProblem({ currency });
  if (problem) return fail(problem.code, problem.params, '/reporting_currency');
  const rated = await tx.maybe('SELECT 1 AS there FROM exchange_rate LIMIT 1');
  if (rated) return fail('rates_in_the_way', { currency: before ?? '' }, '/reporting_currency');
  if (currency === null) await tx.run(`DELETE FROM setting WHERE key = 'reporting_currency'`);
  else await tx.run(SET, [currency]);
  return ok(null);
}

/** Gives what it was on that very day before, so that it can be undone. */
export async function setRate(
  tx: Tx,
  { currency, day, rate }: RateInput,
): Promise<Result<{ before: number | null }>> {
  const problem = shopProblem({ currency });
  if (problem) return { ok: false, problem };
  const reporting = await reportingOf(tx);
  if (reporting === null) return fail('reporting_currency_missing');
  if (reporting === currency) return fail('rate_of_itself', { currency }, '/currency');
  const old = await tx.maybe<{ rate: number }>(
    'SELECT rate::float8 AS rate FROM exchange_rate WHERE currency = $1 AND day = $2',
    [currency, day],
  );
  await tx.run(
    `INSERT INTO exchange_rate (currency, day, rate) VALUES ($1, $2, $3)
     ON CONFLICT (currency, day) DO UPDATE SET rate = excluded.rate`,
    [currency, day, rate],
  );
  return ok({ before: old?.rate ?? null });
}

export async function removeRate(tx: Tx, currency: string, day: string): Promise<boolean> {
  const gone = await tx.run('DELETE FROM exchange_rate WHERE currency = $1 AND day = $2', [
    currency,
    day,
  ]);
  return gone === 1;
}
