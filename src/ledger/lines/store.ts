import type { Tx } from '../../platform/postgres/index.ts';
import { DECIDING_RULE, recastLines } from '../orders/index.ts';
import { LOOKS_LIKE_NO_GOODS, SUGGESTED_KIND } from './looks.ts';
import type { LineKind, LineRuleInput } from './schema.ts';

export interface LineRule {
  id: number;
  sku: string | null;
  title: string | null;
  kind: LineKind;
  /** What the code is called. */
  product: string | null;
  /** Lines it decides, and their amounts in minor units of the shop's currency. */
  lines: number;
  amount: number;
}

export interface LineSuggestion {
  sku: string;
  title: string;
  kind: Exclude<LineKind, 'goods'>;
  lines: number;
  amount: number;
}

/** A shop's lines by product and title first: rules and words are then held against thousands, not millions. */
const NAMED = `
  named AS MATERIALIZED (
    SELECT l.product_id, l.title, o.lines_rank, o.shop_id, count(*) AS lines, sum(l.amount) AS amount
    FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.shop_id = $1 GROUP BY 1, 2, 3, 4),
  decided AS (
    SELECT l.lines, l.amount, k.id AS rule
    FROM named l CROSS JOIN LATERAL (SELECT l.shop_id, l.lines_rank) o LEFT JOIN product p ON p.id = l.product_id ${DECIDING_RULE})`;

export function listLineRules(tx: Tx, shop: number): Promise<LineRule[]> {
  return tx.query<LineRule>(
    `WITH ${NAMED} SELECT r.id, r.sku, r.title, r.kind, p.title AS product, coalesce(d.lines, 0)::int AS lines, coalesce(d.amount, 0)::bigint AS amount
     FROM line_kind_rule r LEFT JOIN (SELECT rule, sum(lines) AS lines, sum(amount) AS amount FROM decided GROUP BY 1) d ON d.rule = r.id
     LEFT JOIN product p ON p.shop_id = r.shop_id AND p.sku = r.sku
     WHERE r.shop_id = $1 ORDER BY r.id`,
    [shop],
  );
}

/** No rule says anything of product `p`; Today's hint asks the same. */
export const UNDECIDED = `NOT EXISTS (SELECT FROM line_kind_rule k WHERE k.shop_id = p.shop_id
  AND (k.sku = p.sku OR strpos(lower(p.title), k.title) > 0))`;

/** Products that look like shipping, fees or adjustments and that no rule decides yet; most lines first. */
export function suggestLineRules(tx: Tx, shop: number): Promise<LineSuggestion[]> {
  return tx.query<LineSuggestion>(
    `SELECT p.sku, p.title, ${SUGGESTED_KIND('p.title', 'p.sku')} AS kind,
       coalesce(n.lines, 0)::int AS lines, coalesce(n.amount, 0)::bigint AS amount
     FROM product p LEFT JOIN (
       SELECT l.product_id, count(*) AS lines, sum(l.amount) AS amount FROM orders o JOIN order_line l ON l.order_id = o.id
       WHERE o.shop_id = $1 GROUP BY 1) n ON n.product_id = p.id
     WHERE p.shop_id = $1 AND (p.title ~* $2 OR p.sku ~* $2) AND ${UNDECIDED}
     ORDER BY lines DESC, p.sku LIMIT 50`,
    [shop, LOOKS_LIKE_NO_GOODS],
  );
}

const EXAMPLES = 5;

/** A few of their titles, over the shops asked about. */
export async function undecidedTitles(
  tx: Pick<Tx, 'query'>,
  shops: number[] | null,
): Promise<string[]> {
  const rows = await tx.query<{ title: string }>(
    `SELECT coalesce(nullif(p.title, ''), p.sku) AS title FROM product p
     WHERE (p.title ~* $2 OR p.sku ~* $2) AND ($1::bigint[] IS NULL OR p.shop_id = ANY ($1)) AND ${UNDECIDED}
     ORDER BY p.id LIMIT ${EXAMPLES}`,
    [shops, LOOKS_LIKE_NO_GOODS],
  );
  return rows.map(({ title }) => title);
}

export interface AddedRule {
  id: number;
  /** The kind it had said before, when there was such a rule. */
  before: LineKind | null;
  changed: number;
}

/** A rule about the same code or words takes the former one's place. Changes existing lines at once. */
export async function addLineRule(
  tx: Tx,
  shop: number,
  { sku, title, kind }: LineRuleInput,
): Promise<AddedRule> {
  const same = [shop, sku ?? null, title?.toLowerCase() ?? null];
  const old = await tx.maybe<{ id: number; kind: LineKind }>(
    'SELECT id, kind FROM line_kind_rule WHERE shop_id = $1 AND (sku = $2 OR title = $3)',
    same,
  );
  const { id } = old
    ? await tx.one<{ id: number }>(
        'UPDATE line_kind_rule SET kind = $2 WHERE id = $1 RETURNING id',
        [old.id, kind],
      )
    : await tx.one<{ id: number }>(
        'INSERT INTO line_kind_rule (shop_id, sku, title, kind) VALUES ($1, $2, $3, $4) RETURNING id',
        [...same, kind],
      );
  const changed = await recastLines(tx, { shop, as: 'ruled' });
  return { id, before: old?.kind ?? null, changed };
}

/** Undefined: the shop has no such rule. */
export async function removeLineRule(
  tx: Tx,
  shop: number,
  id: number,
): Promise<{ changed: number; kind: LineKind } | undefined> {
  const gone = await tx.maybe<{ kind: LineKind }>(
    'DELETE FROM line_kind_rule WHERE id = $1 AND shop_id = $2 RETURNING kind',
    [id, shop],
  );
  return gone && { kind: gone.kind, changed: await recastLines(tx, { shop, as: 'ruled' }) };
}
