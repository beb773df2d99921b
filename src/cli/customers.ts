import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { toDecimal } from '../kernel/index.ts';
import { problemOf } from './client.ts';
import { saveTo } from './files.ts';
import type { Act, Run } from './act.ts';
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

interface ListOptions {
  search?: string;
  sort?: string;
  limit?: string;
  json?: boolean;
}

const queryOf = (values: Record<string, string | undefined>): string =>
  String(
    new URLSearchParams(
      Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  );

async function list(
  { client, config }: Run,
  { search, sort, limit, json }: ListOptions,
): Promise<number> {
  const found = await client.call<{ data: Row[]; next_cursor: string | null }>(
    'GET',
    `/v1/customers?${queryOf({ search, sort, limit })}`,
  );
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
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
  if (found.value.next_cursor) tell(word('more', config.language));
  return 0;
}

async function exportTo(
  { client, config }: Run,
  file: string,
  { search, sort }: ListOptions,
): Promise<number> {
  const kind = extname(file).toLowerCase() === '.xlsx' ? 'xlsx' : 'csv';
  const response = await client.open('GET', `/v1/customers.${kind}?${queryOf({ search, sort })}`);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const saved = await saveTo(resolve(file), response);
  return saved.ok ? 0 : explain(saved.problem, config.language);
}

export function customerCommands(program: Command, act: Act): void {
  const customers = program.command('customers').description('customers / 顾客');
  customers
    .command('list')
    .option(
      '--search <text>',
      'name, nick, phone, its last four digits, email, order or tracking number',
    )
    .option('--sort <column>', 'e.g. last_order, -spend, name')
    .option('--limit <number>', 'at most 200')
    .option('--json')
    .action(act((run, options) => list(run, options as ListOptions)));
  customers
    .command('show <id>')
    .description('everything about one customer, as JSON')
    .option('--json')
    .action(
      act(async ({ client, config }, id) => {
        const found = await client.call('GET', `/v1/customers/${encodeURIComponent(id as string)}`);
        if (!found.ok) return explain(found.problem, config.language);
        sayJson(found.value);
        return 0;
      }),
    );
  customers
    .command('export <file>')
    .description('to .csv or .xlsx')
    .option('--search <text>')
    .option('--sort <column>')
    .action(act((run, file, options) => exportTo(run, file as string, options as ListOptions)));
}
