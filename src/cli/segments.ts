import { resolve } from 'node:path';
import type { Command } from 'commander';
import { READY } from '../insight/segments/index.ts';
import { fail, nearest, ok, toDecimal, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { problemOf } from './client.ts';
import { saveTo, sheetKind } from './files.ts';
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
  buyers: number;
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

/** One that is there from the start. */
interface Ready {
  key: string;
  name: string;
  hint: string;
  text: string;
  customers: number;
}

const readyOf = ({ client }: Run) => client.call<{ data: Ready[] }>('GET', '/v1/segments/ready');

const worth = (minor: number | null | undefined, currency: string | null | undefined): string =>
  minor === null || minor === undefined || !currency
    ? ''
    : `${toDecimal(minor, currency)} ${currency}`;

async function list(run: Run, { json }: Options): Promise<number> {
  const { client, config } = run;
  const found = await client.call<Listed>('GET', '/v1/segments');
  if (!found.ok) return explain(found.problem, config.language);
  const ready = await readyOf(run);
  if (!ready.ok) return explain(ready.problem, config.language);
  if (json) return (sayJson({ ...found.value, ready: ready.value.data }), 0);
  const { data } = found.value;
  if (data.length === 0) tell(word('no_rows', config.language));
  else
    sayTable(
      data.map(({ name, text, size }) => ({
        ...{ name, customers: size?.customers, value: worth(size?.value, size?.currency), text },
      })),
    );
  say(`\n${word('ready_made', config.language)}`);
  sayTable(
    ready.value.data.map(({ key, name, customers, text }) => ({ key, name, customers, text })),
  );
  return 0;
}

/** A condition compares or calls something; a word or two alone are meant as a name. */
const IS_NAME = /^[\p{L}\p{N}_-]+( [\p{L}\p{N}_-]+)?$/u;

/** A saved segment of that name, else the ready-made one of that key, else the words themselves as a text. */
async function textOf(
  { client }: Run,
  words: string,
): Promise<Result<{ text: string; saved?: Saved }>> {
  const asked = words.trim().toLowerCase();
  const found = await client.call<Listed>('GET', '/v1/segments');
  const named = found.ok
    ? found.value.data.find(({ name }) => name.toLowerCase() === asked)
    : undefined;
  if (named) return ok({ text: named.text, saved: named });
  const ready = READY.find(({ key }) => key === asked);
  if (ready) return ok({ text: ready.text });
  if (!IS_NAME.test(asked)) return ok({ text: words });
  const names = [
    ...READY.map(({ key }) => key),
    ...(found.ok ? found.value.data : []).map(({ name }) => name),
  ];
  const meant = nearest(asked, names);
  return meant === undefined
    ? fail('segment_unknown', { name: words })
    : fail('segment_unknown_meant', { name: words, meant });
}

/** A ready-made one has no past sizes, but says what to do for its people. */
async function showReady(run: Run, asked: string, { json }: Options): Promise<number | undefined> {
  const ready = await readyOf(run);
  if (!ready.ok) return explain(ready.problem, run.config.language);
  const one = ready.value.data.find(({ key }) => key === asked);
  if (one === undefined) return undefined;
  if (json) return (sayJson(one), 0);
  say(one.name);
  say(one.hint);
  say(one.text);
  sayTable([{ customers: one.customers }]);
  return 0;
}

async function show(run: Run, words: string, options: Options): Promise<number> {
  const { client, config } = run;
  const { json } = options;
  const meant = await textOf(run, words);
  const saved = meant.ok ? meant.value.saved : undefined;
  const ready = saved ? undefined : await showReady(run, words.trim().toLowerCase(), options);
  if (ready !== undefined) return ready;
  if (!meant.ok) return explain(meant.problem, config.language);
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
  const meant = await textOf(run, words);
  if (!meant.ok) return explain(meant.problem, config.language);
  const { text } = meant.value;
  const found = await client.call<Counted>('POST', '/v1/segments/preview', {
    text,
    ...(asOf !== undefined && { as_of: asOf }),
  });
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const { customers, of, buyers, share, value, currency } = found.value;
  sayTable([
    {
      ...{
        customers,
        of,
        of_these_bought: buyers,
        share: share === null ? '' : `${(share * 100).toFixed(1)} %`,
      },
      value: worth(value, currency),
    },
  ]);
  if (found.value.forecast?.unknown) tell(found.value.forecast.unknown.text);
  if (value === null && customers > 0) tell(word('value_mixed', config.language));
  return 0;
}

async function exportTo(run: Run, words: string, file: string, { asOf }: Options): Promise<number> {
  const { client, config } = run;
  const kind = sheetKind(file);
  if (!kind.ok) return explain(kind.problem, config.language);
  const meant = await textOf(run, words);
  if (!meant.ok) return explain(meant.problem, config.language);
  const { text, saved } = meant.value;
  const query = new URLSearchParams(saved ? { segment: saved.id } : { text });
  if (asOf !== undefined) query.set('as_of', asOf);
  const response = await client.open('GET', `/v1/segments/export.${kind.value}?${query}`);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const kept = await saveTo(resolve(file), response);
  if (!kept.ok) return explain(kept.problem, config.language);
  const customers = response.headers.get('x-row-count') ?? '';
  const written = { file, customers, size: `${kept.value} B` };
  tell(word('exported_customers', config.language, written));
  return 0;
}

const AS_OF = ['--as-of <date>', 'nothing later counts (default today)'] as const;

export function segmentCommands(program: Command, act: Act): void {
  const segments = program.command('segments').description('groups of customers / 人群');
  segments
    .command('list')
    .description('saved segments with their sizes, and the ready-made ones by their key')
    .option('--json')
    .action(act((run, options) => list(run, options as Options)));
  segments
    .command('show <name-or-key>')
    .description('its text and its size by day')
    .option('--json')
    .action(act((run, name, options) => show(run, name as string, options as Options)));
  segments
    .command('count <text-or-name>')
    .description(
      `how many: "number_of_orders >= 2 AND last_order_date < -90d", a saved one's name, or a ready-made one's key (due_soon)`,
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
