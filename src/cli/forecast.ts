import type { Command } from 'commander';
import { sentence, toDecimal, type Problem } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { queryOf } from './query.ts';
import { shopId } from './shops.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, sayTable, shown, tell } from './words.ts';

type Options = Record<string, string | boolean | undefined> & { shop?: string; json?: boolean };

/** Asks with the shop's name turned into its id; undefined after a problem was told. */
async function asked<T>(
  { client, config }: Run,
  path: string,
  { shop, ...rest }: Options,
): Promise<T | undefined> {
  const id = await shopId(client, shop);
  if (!id.ok) return void explain(id.problem, config.language);
  const named = Object.entries({ ...rest, json: undefined }).map(([name, value]) => [
    name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`),
    value === undefined ? undefined : String(value),
  ]);
  const query = queryOf({ ...Object.fromEntries(named), shop: id.value });
  const found = await client.call<T>('GET', `${path}?${query}`);
  if (!found.ok) return void explain(found.problem, config.language);
  return found.value;
}

/** A line each; what lies inside another is indented below it. */
function sayFields(fields: Record<string, unknown>, indent = ''): void {
  for (const [name, value] of Object.entries(fields))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      say(`${indent}${name}`);
      sayFields(value as Record<string, unknown>, `${indent}  `);
    } else say(`${indent}${name}`.padEnd(24) + ` ${shown(value)}`);
}

async function fit(run: Run, options: Options): Promise<number> {
  const found = await asked<Record<string, unknown>>(run, '/v1/forecast/fit', options);
  if (found === undefined) return 1;
  if (options.json) return (sayJson(found), 0);
  const { calibration, sample_left_out: left, old_data: old, few, ...rest } = found;
  sayFields(rest);
  if (Array.isArray(calibration)) sayTable(calibration as Record<string, unknown>[]);
  for (const because of [few, old]) if (because) tell((because as Because).text);
  if (left) tell(word('sample_left_out', run.config.language));
  return 0;
}

interface Because {
  text: string;
}

interface Row {
  id: string;
  name: string | null;
  orders: number;
  days_since_last: number;
  p_alive: number | null;
  p_alive_unknown: Because | null;
  expected_orders_12m: number;
  expected_value_12m: number | null;
  expected_value_12m_low: number | null;
  expected_value_12m_high: number | null;
}

interface List {
  data: Row[];
  next_cursor: string | null;
  currency: string | null;
  hidden: Problem | null;
  old_data: Because | null;
  sample_left_out: boolean;
}

async function customers(run: Run, options: Options): Promise<number> {
  const found = await asked<List>(run, '/v1/forecast/customers', options);
  if (found === undefined) return 1;
  if (options.json) return (sayJson(found), 0);
  const { language } = run.config;
  const money = (value: number | null): string =>
    value === null || found.currency === null ? '' : toDecimal(value, found.currency);
  if (found.hidden) tell(sentence(found.hidden, language));
  if (found.data.length > 0)
    sayTable(
      found.data.map((row) => ({
        ...{ id: row.id, name: row.name, orders: row.orders, days_since_last: row.days_since_last },
        p_alive: row.p_alive?.toFixed(2) ?? '',
        orders_12m: row.expected_orders_12m.toFixed(2),
        value_12m: money(row.expected_value_12m),
        low: money(row.expected_value_12m_low),
        high: money(row.expected_value_12m_high),
      })),
    );
  for (const text of new Set(found.data.flatMap((row) => row.p_alive_unknown?.text ?? [])))
    tell(`p_alive: ${text}`);
  if (found.old_data) tell(found.old_data.text);
  if (found.next_cursor) tell(word('more', language));
  if (found.sample_left_out) tell(word('sample_left_out', language));
  return 0;
}

const scoped = (command: Command): Command =>
  command
    .option('--as-of <date>', 'nothing later counts (default today)')
    .option('--shop <name>', 'one shop (default all; the sample shop not beside your own orders)')
    .option('--json');

export function forecastCommands(program: Command, act: Act): void {
  const forecast = program.command('forecast').description('forecasts / 预测');
  scoped(forecast.command('fit').description('fit one model / 拟合一个模型'))
    .option('--model <name>', 'bgnbd, mbgnbd, pnbd, mbgcnbd or gg', 'bgnbd')
    .option('--weeks <number>', 'how far ahead to look (default 52)')
    .option('--holdout-from <date>', 'also fit on what came before this day, and test on the rest')
    .action(act((run, options) => fit(run, options as Options)));
  scoped(forecast.command('customers').description('expected orders and value / 预期订单与价值'))
    .option('--sort <by>', 'value, orders or p_alive; the highest first')
    .option('--margin <share>', 'what of the value is counted (default 1)')
    .option('--discount <rate>', 'yearly (default 0.1)')
    .option('--limit <number>', 'at most 200')
    .option('--cursor <cursor>', 'the next_cursor of the last page')
    .action(act((run, options) => customers(run, options as Options)));
}
