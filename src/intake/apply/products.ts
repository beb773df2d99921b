import { makeIncomingProducts, resolveProducts } from '../../ledger/products/index.ts';
import { toDuck, toPostgres } from './carry.ts';
import type { Apply } from './context.ts';

const COLUMNS = ['sku', 'title', 'category', 'price', 'cost', 'lasts_days', 'stated', 'file_rows'];

/** The source's own code, or the title where it gives none; both come trimmed. */
export const SKU = 'coalesce(l.sku, l.title)';

/**
 * A product's title is the one most of its lines bear. Counted by (sku, title) first: mode() over half a
 * million lines took three times as long.
 */
function fromLines(has: ReadonlySet<string>): string {
  const column = (name: string): string => (has.has(name) ? `l.${name}` : 'NULL');
  return `SELECT sku, arg_max(title, n) AS title, arg_max(category, n) AS category, NULL::BIGINT AS price,
      arg_max(cost, last) AS cost, NULL::INTEGER AS lasts_days, false AS stated, 0 AS file_rows
    FROM (SELECT ${SKU} AS sku, l.title, count(*) AS n, max(l.ord) AS last, any_value(${column('category')}) AS category,
            arg_max(${column('cost')}, l.ord) AS cost
          FROM stage_line l JOIN apply_changed c USING (ord) WHERE c.writes_lines AND l.kind = 'goods' GROUP BY 1, 2)
    WHERE sku IS NOT NULL GROUP BY sku`;
}

const FROM_LIST = `SELECT sku, arg_max(title, first_line), arg_max(category, first_line), arg_max(price, first_line),
    arg_max(cost, first_line), arg_max(lasts_days, first_line), true, sum(file_rows) FROM stage_product GROUP BY sku`;

/** Makes the products the lines name; in DuckDB they are apply_product. */
export async function carryProducts(apply: Apply): Promise<void> {
  await makeIncomingProducts(apply.tx);
  const lines = apply.staged.get('stage_line');
  const sources = [
    ...(lines ? [fromLines(lines)] : []),
    ...(apply.staged.has('stage_product') ? [FROM_LIST] : []),
  ];
  if (sources.length > 0)
    await toPostgres(apply, sources.join(' UNION ALL '), 'incoming_product', COLUMNS);
  await resolveProducts(apply.tx);
  await toDuck(
    apply,
    'SELECT i.sku, p.id, p.title FROM incoming_product i JOIN product p ON p.id = i.id',
    'apply_product',
    {
      ...{ sku: 'VARCHAR', id: 'BIGINT', title: 'VARCHAR' },
    },
  );
}
