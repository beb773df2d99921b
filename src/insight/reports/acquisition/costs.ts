import { average, ratio } from '../../overview/index.ts';
import { whoConditions, within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { cut } from '../orders.ts';
import { Statement } from '../statement.ts';
import { came } from './came.ts';
import type { Answer } from './schema.ts';
import type { Way } from './ways.ts';

export interface Spent {
  source: string;
  amount: number;
  clicks: number;
  click_amount: number;
}

const sourceKey = (source: string): string => source.trim().toLowerCase();

/** What advertising cost by source; none where a shop pays in another currency than the report's. */
export async function spending(ask: Ask): Promise<Map<string, Spent>> {
  const statement = new Statement();
  const sql = `WITH ${cut(statement, ask)}
    SELECT lower(trim(a.source)) AS source, sum(a.amount)::BIGINT AS amount, coalesce(sum(a.clicks), 0)::BIGINT AS clicks,
      coalesce(sum(a.amount) FILTER (a.clicks > 0), 0)::BIGINT AS click_amount
    FROM lens.main.ad_spend a JOIN cut c ON c.shop_id = a.shop_id
    WHERE timezone('UTC', timezone(c.time_zone, CAST(a.day AS TIMESTAMP))) < c.until AND ${within(statement, ask.filters, 'a.day')}
      AND c.currency = ${statement.given(ask.currency, 'VARCHAR')} GROUP BY 1`;
  const rows = await ask.read<Spent>(sql, statement.params);
  return new Map(rows.map((row) => [row.source, row]));
}

export const spentOn = (spent: Map<string, Spent>, source: string | null): number | null =>
  source === null ? null : (spent.get(sourceKey(source))?.amount ?? null);

/** What the shop itself took off its repeat purchases, by each: the order and its lines. */
async function retention(ask: Ask): Promise<number | null> {
  const statement = new Statement();
  const [row] = await ask.read<{ off: number; purchases: number }>(
    `WITH ${came(statement, ask)}
    SELECT coalesce(round(sum((b.discount + b.cheaper) * coalesce(b.gross / nullif(b.own_gross, 0), 1))), 0)::BIGINT AS off, count(*) AS purchases
    FROM bought b WHERE b.nth > 1 AND ${within(statement, ask.filters, 'b.purchased_day')}`,
    statement.params,
  );
  // No discount known is no proof that keeping a customer is free.
  return row === undefined || row.off === 0 ? null : average(row.off, row.purchases);
}

export interface Asked {
  click_price?: number | undefined;
  conversion?: number | undefined;
  retention_cost?: number | undefined;
}

/** A new customer's cost against a kept one's: what is asked with, else what the shop's own data say. */
export async function calculator(
  ask: Ask,
  asked: Asked,
  spent: Map<string, Spent>,
  sources: Way[],
): Promise<Answer['calculator']> {
  const all = [...spent.values()];
  const total = (of: (one: Spent) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  const paidFor = sources.filter(({ key }) => spentOn(spent, key) !== null);
  const won = paidFor.reduce((sum, { customers }) => sum + customers, 0);
  const byClick = paidFor.filter(({ key }) => (spent.get(sourceKey(key!))?.clicks ?? 0) > 0);
  const clicked = byClick.reduce((sum, { customers }) => sum + customers, 0);
  const clicks = byClick.reduce((sum, { key }) => sum + spent.get(sourceKey(key!))!.clicks, 0);
  const clickPrice =
    asked.click_price ??
    ratio(
      total((one) => one.click_amount),
      total((one) => one.clicks),
    );
  const conversion = asked.conversion ?? ratio(clicked, clicks);
  const costOfNew = clickPrice === null || !conversion ? null : Math.round(clickPrice / conversion);
  const spend = ask.currency === null || all.length === 0 ? null : total((one) => one.amount);
  const bySpend = spend === null ? null : average(spend, won);
  const kept = asked.retention_cost ?? (ask.currency === null ? null : await retention(ask));
  const cost =
    asked.click_price === undefined && asked.conversion === undefined
      ? (bySpend ?? costOfNew)
      : costOfNew;
  return {
    ...{ click_price: clickPrice, conversion, cost_of_new: costOfNew },
    ...{ spend, new_customers: won, cost_by_spend: bySpend, retention_cost: kept },
    times: cost === null || !kept ? null : cost / kept,
  };
}

/** `trial`: who met the shop by a gift or trial before any purchase, and whether they became customers. */
export function trials(statement: Statement, ask: Ask): string {
  const who = whoConditions(statement, ask.filters)
    .map((one) => `AND ${one}`)
    .join(' ');
  return `${came(statement, ask)},
    gift AS (
      SELECT p.person_id, min(o.placed_at) AS at, max(c.until) AS until FROM lens.main.orders o JOIN cut c ON c.shop_id = o.shop_id
      JOIN lens.main.customer p ON p.id = o.customer_id
      WHERE o.kind = 'gift' AND coalesce(o.placed_at < c.until, false) AND ${within(statement, ask.filters, 'o.placed_day')} ${who} GROUP BY p.person_id),
    trial AS (
      SELECT g.person_id, f.purchased_at IS NOT NULL AS became, g.at + INTERVAL 2160 HOUR <= g.until AS in_base,
        coalesce(f.purchased_at <= g.at + INTERVAL 2160 HOUR, false) AS soon
      FROM gift g LEFT JOIN bought f ON f.person_id = g.person_id AND f.nth = 1 WHERE f.purchased_at IS NULL OR f.purchased_at > g.at)`;
}

export async function trialFigures(ask: Ask): Promise<Answer['trials']> {
  const statement = new Statement();
  const [row] = await ask.read<Omit<Answer['trials'], 'rate_90'>>(
    `WITH ${trials(statement, ask)} SELECT count(*) AS contacts, count(*) FILTER (became) AS became_customers,
      count(*) FILTER (in_base) AS base_90, count(*) FILTER (in_base AND soon) AS became_90 FROM trial`,
    statement.params,
  );
  const { contacts = 0, became_customers = 0, base_90 = 0, became_90 = 0 } = row ?? {};
  return { contacts, became_customers, base_90, became_90, rate_90: ratio(became_90, base_90) };
}
