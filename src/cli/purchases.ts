import type { Command } from 'commander';
import { toDecimal } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { queryOf, soldOptions, type Sold } from './query.ts';
import { shopId } from './shops.ts';
import { word } from './texts.ts';
import { explain, sayJson, sayTable, tell } from './words.ts';

interface Row {
  number: string;
  shop_name: string;
  purchased_day: string;
  customer_name: string | null;
  is_first: boolean | null;
  gross: number;
  refunded: number | null;
  currency: string;
}

interface ListOptions extends Sold {
  buyer?: string;
  visit?: string;
  refunded?: boolean;
  limit?: string;
  json?: boolean;
}

async function list(
  { client, config }: Run,
  { asOf, shop, json, refunded, ...rest }: ListOptions,
): Promise<number> {
  const id = await shopId(client, shop);
  if (!id.ok) return explain(id.problem, config.language);
  const query = queryOf({
    ...{ ...rest, as_of: asOf, shop: id.value },
    ...(refunded && { refunded: 'true' }),
  });
  const found = await client.call<{ data: Row[]; next_cursor: string | null; count: number }>(
    'GET',
    `/v1/purchases?${query}`,
  );
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const rows = found.value.data.map((row) => ({
    ...{ number: row.number, day: row.purchased_day, shop: row.shop_name },
    customer: row.customer_name,
    first: row.is_first,
    value: `${toDecimal(row.gross, row.currency)} ${row.currency}`,
    ...(row.refunded !== null && { refunded: toDecimal(row.refunded, row.currency) }),
  }));
  if (rows.length > 0) sayTable(rows);
  tell(word('counted', config.language, { count: found.value.count }));
  return 0;
}

export function purchaseCommands(program: Command, act: Act): void {
  const purchases = program
    .command('purchases')
    .description('the purchases that reports count / 报表所统计的购买');
  soldOptions(purchases.command('list'))
    .option('--buyer <known|unknown>')
    .option('--visit <first|returning>', 'their customer’s first purchase, or a later one')
    .option('--refunded', 'only those with a refund')
    .option('--limit <number>', 'at most 200')
    .option('--json')
    .action(act((run, options) => list(run, options as ListOptions)));
}
