import { resolve } from 'node:path';
import type { Command } from 'commander';
import { ok, toDecimal } from '../kernel/index.ts';
import { problemOf } from './client.ts';
import { saveTo, sheetKind } from './files.ts';
import type { Act, Run } from './act.ts';
import { queryOf, soldOptions, type Sold } from './query.ts';
import { shopId } from './shops.ts';
import { word } from './texts.ts';
import { explain, sayJson, sayTable, tell } from './words.ts';

interface Row {
  id: string;
  name: string | null;
  nick: string | null;
  phone: string | null;
  email: string | null;
  orders: number;
  spend: number | null;
  currency: string | null;
  last_order_day: string | null;
}

interface ListOptions extends Sold {
  search?: string;
  sort?: string;
  minOrders?: string;
  limit?: string;
  json?: boolean;
}

/** The question of a list or an export, as the address says it. */
async function asked({ client }: Run, options: ListOptions) {
  const { asOf, shop, minOrders, search, sort, limit, from, to } = options;
  const id = await shopId(client, shop);
  if (!id.ok) return id;
  const plain = { search, sort, limit, from, to };
  return ok(queryOf({ ...plain, as_of: asOf, min_orders: minOrders, shop: id.value }));
}

async function list(run: Run, options: ListOptions): Promise<number> {
  const { client, config } = run;
  const query = await asked(run, options);
  if (!query.ok) return explain(query.problem, config.language);
  const found = await client.call<{
    data: Row[];
    next_cursor: string | null;
    count: number | null;
  }>('GET', `/v1/customers?${query.value}`);
  if (!found.ok) return explain(found.problem, config.language);
  if (options.json) return (sayJson(found.value), 0);
  const rows = found.value.data.map((row) => ({
    ...{
      id: row.id,
      name: row.name ?? row.nick,
      phone: row.phone,
      email: row.email,
      orders: row.orders,
    },
    spend:
      row.spend !== null && row.currency
        ? `${toDecimal(row.spend, row.currency)} ${row.currency}`
        : '',
    last_order: row.last_order_day,
  }));
  if (rows.length > 0) sayTable(rows);
  else tell(word('no_rows', config.language));
  const { count, next_cursor } = found.value;
  if (count !== null) tell(word('counted', config.language, { count }));
  if (next_cursor) tell(word('more', config.language));
  return 0;
}

async function exportTo(run: Run, file: string, options: ListOptions): Promise<number> {
  const { client, config } = run;
  const kind = sheetKind(file);
  if (!kind.ok) return explain(kind.problem, config.language);
  const query = await asked(run, options);
  if (!query.ok) return explain(query.problem, config.language);
  const response = await client.open('GET', `/v1/customers.${kind.value}?${query.value}`);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const saved = await saveTo(resolve(file), response);
  if (!saved.ok) return explain(saved.problem, config.language);
  tell(word('exported', config.language, { file, size: `${saved.value} B` }));
  return 0;
}

async function show({ client, config }: Run, id: string, { asOf }: { asOf?: string }) {
  const path = `/v1/customers/${encodeURIComponent(id)}`;
  const found = await client.call<object>('GET', path);
  if (!found.ok) return explain(found.problem, config.language);
  const traits = await client.call<object>('GET', `${path}/traits?${queryOf({ as_of: asOf })}`);
  if (!traits.ok) return explain(traits.problem, config.language);
  const stages = await client.call<{ stages: object[] }>(
    'GET',
    `${path}/stages?${queryOf({ as_of: asOf?.slice(0, 10) })}`,
  );
  if (!stages.ok) return explain(stages.problem, config.language);
  sayJson({ ...found.value, traits: traits.value, stages: stages.value.stages });
  return 0;
}

export function customerCommands(program: Command, act: Act): void {
  const customers = program.command('customers').description('customers / 客户');
  const narrowed = (command: Command) =>
    soldOptions(command)
      .option(
        '--search <text>',
        'name, nick, phone, its last four digits, email, order or tracking number',
      )
      .option('--min-orders <number>', 'with at least so many purchases')
      .option('--sort <column>', 'e.g. last_order, -spend, name');
  narrowed(customers.command('list'))
    .option('--limit <number>', 'at most 200')
    .option('--json')
    .action(act((run, options) => list(run, options as ListOptions)));
  customers
    .command('show <id>')
    .description(
      'everything about one customer, with their traits and how their stage changed, as JSON',
    )
    .option('--as-of <day>', 'traits as of the end of that day')
    .option('--json')
    .action(act((run, id, options) => show(run, id as string, options as { asOf?: string })));
  narrowed(customers.command('export <file>').description('to .csv or .xlsx')).action(
    act((run, file, options) => exportTo(run, file as string, options as ListOptions)),
  );
}
