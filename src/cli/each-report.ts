import type { Command } from 'commander';
import type { ZodType } from 'zod';
import { toDecimal, type Language } from '../kernel/index.ts';
import type { AnyReport, Kind, ReportView } from '../insight/reports/index.ts';
import type { Act, Run } from './act.ts';
import { shopId } from './shops.ts';
import { word } from './texts.ts';
import { explain, say, sayColumns, sayJson, shown, tell } from './words.ts';

interface Answer {
  currency: string | null;
  sample_left_out: boolean;
  says: { text: string }[];
  view?: ReportView;
}

const FILTERS = ['asOf', 'since', 'until', 'category', 'region', 'segment'] as const;

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);
/** As commander names what was typed: --edges-r is edgesR. */
const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, c: string) => c.toUpperCase());

/** Asks only whether: typed without a value. */
const isFlag = (schema: ZodType): boolean => schema.safeParse('true').data === true;

function written(value: unknown, kind: Kind, currency: string | null): string {
  if (typeof value !== 'number') return shown(value);
  if (kind === 'money') return currency === null ? '' : toDecimal(value, currency);
  if (kind === 'share') return `${(value * 100).toFixed(1)} %`;
  return kind === 'number' || kind === 'days' ? String(Number(value.toFixed(2))) : String(value);
}

/** Figures, tables and the closing sentences, as the page shows them. */
function print({ view, says, currency }: Answer, language: Language): void {
  for (const { title, value, kind } of view?.figures ?? [])
    say(`${title}: ${written(value, kind, currency) || word('none', language)}`);
  for (const { title, columns, rows } of view?.tables ?? []) {
    const hasMoney = currency !== null && columns.some(({ kind }) => kind === 'money');
    say(`\n${title}${hasMoney ? ` (${currency})` : ''}`);
    if (rows.length === 0) {
      say(word('none', language));
      continue;
    }
    sayColumns(
      columns.map(({ title: heading }) => heading),
      rows.map(({ cells }) => columns.map(({ key, kind }) => written(cells[key], kind, currency))),
    );
  }
  say('');
  for (const { text } of says) say(text);
}

/** With `rfm --customers` the answer is that list, and nothing around it. */
function listed(
  answer: Answer,
  own: [string, ZodType][],
  options: Record<string, string | boolean | undefined>,
): unknown {
  const asked = own.find(([name, schema]) => options[camel(name)] === true && isFlag(schema));
  return asked && asked[0] in answer ? answer[asked[0] as keyof Answer] : answer;
}

async function run(
  { client, config }: Run,
  report: AnyReport,
  options: Record<string, string | boolean | undefined>,
): Promise<number> {
  const query = new URLSearchParams();
  const own = Object.entries<ZodType>(report.options?.shape ?? {});
  const names = [...FILTERS, ...own.map(([name]) => camel(name))];
  for (const name of names)
    if (options[name] !== undefined) query.set(snake(name), String(options[name]));
  const shop = await shopId(client, options['shop'] as string | undefined);
  if (!shop.ok) return explain(shop.problem, config.language);
  if (shop.value !== undefined) query.set('shop', shop.value);
  if (!options['json']) query.set('view', 'true');
  const answer = await client.call<Answer>('GET', `/v1/reports/${report.name}?${query}`);
  if (!answer.ok) return explain(answer.problem, config.language);
  if (options['json']) return (sayJson(listed(answer.value, own, options)), 0);
  print(answer.value, config.language);
  if (answer.value.sample_left_out) tell(word('sample_left_out', config.language));
  return 0;
}

/** `regulars report NAME`, made from the report's description. */
export function eachReport(reports: Command, act: Act, report: AnyReport): void {
  const command = reports
    .command(report.name)
    .description(report.title.join(' / '))
    .option('--as-of <date>', 'nothing later counts (default today)')
    .option('--shop <name>')
    .option('--since <date>', 'the time it speaks of')
    .option('--until <date>')
    .option('--category <name>', 'purchases with goods of this category')
    .option('--region <province>', 'customers of this province')
    .option(
      '--segment <text>',
      'customers of a segment: its id, the key of a ready one (due_soon), or a text',
    )
    .option('--json');
  for (const [name, schema] of Object.entries<ZodType>(report.options?.shape ?? {}))
    command.option(
      `--${name.replaceAll('_', '-')}${isFlag(schema) ? '' : ' <value>'}`,
      schema.description,
    );
  command.action(
    act((asked, options) =>
      run(asked, report, options as Record<string, string | boolean | undefined>),
    ),
  );
}
