import type { Command } from 'commander';
import type { Act, Run } from './act.ts';
import { findShop } from './shops.ts';
import { REPORTS } from '../insight/reports/index.ts';
import { eachReport } from './each-report.ts';
import { explain, say, sayJson, shown } from './words.ts';

interface Options {
  asOf?: string;
  shop?: string;
  json?: boolean;
}

async function overview({ client, config }: Run, { asOf, shop, json }: Options): Promise<number> {
  const query = new URLSearchParams();
  if (asOf !== undefined) query.set('as_of', asOf);
  if (shop !== undefined) {
    const found = await findShop(client, shop);
    if (!found.ok) return explain(found.problem, config.language);
    if (!found.value)
      return explain({ code: 'shop_unknown', params: { name: shop } }, config.language);
    query.set('shop', found.value.id);
  }
  const report = await client.call<Record<string, unknown>>('GET', `/v1/reports/overview?${query}`);
  if (!report.ok) return explain(report.problem, config.language);
  if (json) return (sayJson(report.value), 0);
  for (const [name, value] of Object.entries(report.value))
    say(`${name.padEnd(24)} ${shown(value)}`);
  return 0;
}

export function reportCommands(program: Command, act: Act): void {
  const reports = program.command('report').description('reports / 报表');
  for (const report of REPORTS) eachReport(reports, act, report);
  reports
    .command('overview')
    .option('--as-of <date>', 'nothing later counts (default today)')
    .option('--shop <name>')
    .option('--json')
    .action(act((run, options) => overview(run, options as Options)));
}
