import { extname, resolve } from 'node:path';
import type { Command } from 'commander';
import { toDecimal } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { problemOf } from './client.ts';
import { saveTo } from './files.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, sayTable, tell } from './words.ts';

interface Saved {
  id: string;
  name: string;
  text: string;
  version: number;
  size: { day: string; customers: number; value: number | null; currency: string | null } | null;
}

interface Counted {
  text: string;
  customers: number;
  of: number;
  share: number | null;
  value: number | null;
  currency: string | null;
  /** Of a text that asks for forecasts. */
  forecast: { unknown: { text: string } | null } | null;
}

interface Options {
  asOf?: string;
  json?: boolean;
}

type Listed = { data: Saved[] };

const worth = (minor: number | null | undefined, currency: string | null | undefined): string =>
  minor === null || minor === undefined || !currency
    ? ''
    : `${toDecimal(minor, currency)} ${currency}`;

async function list({ client, config }: Run, { json }: Options): Promise<number> {
  const found = await client.call<Listed>('GET', '/v1/segments');
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const { data } = found.value;
  if (data.length === 0) return (tell(word('no_rows', config.language)), 0);
  sayTable(
    data.map(({ name, text, size }) => ({
      ...{ name, customers: size?.customers, value: worth(size?.value, size?.currency), text },
    })),
  );
  return 0;
}

/** A saved segment of that name, else the words themselves as a text. */
async function textOf({ client }: Run, words: string): Promise<{ text: string; saved?: Saved }> {
  const found = await client.call<Listed>('GET', '/v1/segments');
  const named = found.ok
    ? found.value.data.find(({ name }) => name.toLowerCase() === words.trim().toLowerCase())
    : undefined;
  return named ? { text: named.text, saved: named } : { text: words };
}

async function show(run: Run, words: string, { json }: Options): Promise<number> {
  const { client, config } = run;
  const { saved } = await textOf(run, words);
  if (!saved) return explain({ code: 'segment_unknown', params: { name: words } }, config.language);
  const found = await client.call<Saved & { sizes: { day: string; customers: number }[] }>(
    'GET',
    `/v1/segments/${saved.id}`,
  );
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  say(found.value.name);
  say(found.value.text);
  sayTable(found.value.sizes.map(({ day, customers }) => ({ day, customers })));
  return 0;
}

async function count(run: Run, words: string, { asOf, json }: Options): Promise<number> {
  const { client, config } = run;
  const { text } = await textOf(run, words);
  const found = await client.call<Counted>('POST', '/v1/segments/preview', {
    text,
    ...(asOf !== undefined && { as_of: asOf }),
  });
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const { customers, of, share, value, currency } = found.value;
  sayTable([
    {
      ...{ customers, of, share: share === null ? '' : `${(share * 100).toFixed(1)} %` },
      value: worth(value, currency),
    },
  ]);
  if (found.value.forecast?.unknown) tell(found.value.forecast.unknown.text);
  if (value === null && customers > 0) tell(word('value_mixed', config.language));
  return 0;
}

async function exportTo(run: Run, words: string, file: string, { asOf }: Options): Promise<number> {
  const { client, config } = run;
  const kind = extname(file).toLowerCase() === '.xlsx' ? 'xlsx' : 'csv';
  const { text, saved } = await textOf(run, words);
  const query = new URLSearchParams(saved ? { segment: saved.id } : { text });
  if (asOf !== undefined) query.set('as_of', asOf);
  const response = await client.open('GET', `/v1/segments/export.${kind}?${query}`);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const kept = await saveTo(resolve(file), response);
  return kept.ok ? 0 : explain(kept.problem, config.language);
}

const AS_OF = ['--as-of <date>', 'nothing later counts (default today)'] as const;

export function segmentCommands(program: Command, act: Act): void {
  const segments = program.command('segments').description('groups of customers / 人群');
  segments
    .command('list')
    .description('saved segments with their sizes')
    .option('--json')
    .action(act((run, options) => list(run, options as Options)));
  segments
    .command('show <name>')
    .description('its text and its size by day')
    .option('--json')
    .action(act((run, name, options) => show(run, name as string, options as Options)));
  segments
    .command('count <text-or-name>')
    .description(
      `how many: "number_of_orders >= 2 AND last_order_date < -90d", or a saved one's name`,
    )
    .option(...AS_OF)
    .option('--json')
    .action(act((run, words, options) => count(run, words as string, options as Options)));
  segments
    .command('export <text-or-name> <file>')
    .description('its people to .csv or .xlsx, for platforms fed by hand')
    .option(...AS_OF)
    .action(
      act((run, words, file, options) =>
        exportTo(run, words as string, file as string, options as Options),
      ),
    );
}
