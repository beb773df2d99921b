import type { Command } from 'commander';
import type { Act, Run } from './act.ts';
import { REPORTS } from '../insight/reports/index.ts';
import { eachReport } from './each-report.ts';
import { queryOf } from './query.ts';
import { overviewRows, type Overview } from './overview.ts';
import { shopId } from './shops.ts';
import { word } from './texts.ts';
import { explain, sayJson, sayTable, tell } from './words.ts';

interface Options {
  asOf?: string;
  shop?: string;
  json?: boolean;
}

async function overview({ client, config }: Run, { asOf, shop, json }: Options): Promise<number> {
  const id = await shopId(client, shop);
  if (!id.ok) return explain(id.problem, config.language);
  const query = queryOf({ as_of: asOf, shop: id.value });
  const report = await client.call<Overview>('GET', `/v1/reports/overview?${query}`);
  if (!report.ok) return explain(report.problem, config.language);
  if (json) return (sayJson(report.value), 0);
  sayTable(overviewRows(report.value, config.language));
  if (report.value['sample_left_out']) tell(word('sample_left_out', config.language));
  return 0;
}

export function reportCommands(program: Command, act: Act): void {
  const reports = program.command('report').description('reports / 报表');
  for (const report of REPORTS) eachReport(reports, act, report);
  reports
    .command('overview')
    .option('--as-of <date>', 'nothing later counts (default today)')
    .option('--shop <name>', 'one shop (default all; the sample shop not beside your own orders)')
    .option('--json')
    .action(act((run, options) => overview(run, options as Options)));
}
