import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import type { Command } from 'commander';
import { fail, ok, type Language, type Result } from '../kernel/index.ts';
import { problemOf, type Client } from './client.ts';
import { saveTo } from './files.ts';
import { follow, type Answer, type Import } from './follow.ts';
import type { Act, Run } from './act.ts';
import { findShop } from './shops.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, tell } from './words.ts';

interface Options {
  source: string;
  shop: string;
  platform?: string;
  currency?: string;
  timeZone?: string;
  map?: string;
  dryRun?: boolean;
  json?: boolean;
}

function checkFile(file: string): Result<string> {
  try {
    if (statSync(file).isFile()) return ok(file);
    return fail('file_unreadable', { file, reason: 'not a file' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? fail('file_not_there', { file })
      : fail('file_unreadable', { file, reason: message });
  }
}

/** {"field": "column"} or {"field": {"column": …}}, and the same under "mapping" beside "options". */
function readMap(file: string | undefined): Result<Record<string, unknown>> {
  if (file === undefined) return ok({});
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    const { mapping = value, options } = value as {
      mapping?: Record<string, unknown>;
      options?: unknown;
    };
    const full = Object.entries(mapping).map(([field, from]) => [
      field,
      typeof from === 'string' ? { column: from } : from,
    ]);
    return ok({ mapping: Object.fromEntries(full), ...(options !== undefined && { options }) });
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing ? fail('file_not_there', { file }) : fail('map_invalid', { file });
  }
}

async function upload(client: Client, file: string): Promise<Answer<Import>> {
  const body = Readable.toWeb(createReadStream(file)) as ReadableStream;
  const response = await client.open(
    'POST',
    `/v1/imports?file_name=${encodeURIComponent(basename(file))}`,
    body,
  );
  if (!response.ok) return { ok: false, problem: await problemOf(response) };
  return { ok: true, value: (await response.json()) as Import };
}

/** The named shop, or what it shall be when it is made at the start of the import. */
async function shopChange(client: Client, options: Options): Promise<Answer<object>> {
  const found = await findShop(client, options.shop);
  if (!found.ok) return found;
  if (found.value) return { ok: true, value: { shop_id: found.value.id } };
  const { shop: name, platform, currency, timeZone: time_zone } = options;
  return { ok: true, value: { shop: { name, platform, currency, time_zone } } };
}

function freeName(file: string): string {
  for (let n = 1; ; n++) {
    const name = `${basename(file)}.rejects${n === 1 ? '' : `-${n}`}.csv`;
    if (!statSync(name, { throwIfNoEntry: false })) return join(process.cwd(), name);
  }
}

async function saveRejects(
  { client, config }: Run,
  done: Import,
  file: string,
): Promise<string | null> {
  if (done.rejected === 0) return null;
  const response = await client.open('GET', `/v1/imports/${done.id}/rejects.csv`);
  if (!response.ok) return null;
  const name = freeName(file);
  const saved = await saveTo(name, response);
  if (!saved.ok) explain(saved.problem, config.language);
  return saved.ok ? name : null;
}

/** A dry run knows nothing of the ledger: what it would bring there is unknown, not zero. */
export function summaryOf(done: Import, rejectFile: string | null, dryRun: boolean) {
  const { read, accepted, unchanged, rejected, seconds } = done;
  const { customers_new, customers_matched, orders_new, orders_updated } = done;
  const brought = { customers_new, customers_matched, orders_new, orders_updated };
  const unknown = Object.fromEntries(Object.keys(brought).map((name) => [name, null]));
  return {
    ...{ batch: dryRun ? null : done.id, source: done.source, read, accepted },
    unchanged: dryRun ? null : unchanged,
    rejected,
    ...(dryRun ? unknown : brought),
    reject_file: rejectFile,
    seconds: seconds === null ? null : Math.round(seconds * 100) / 100,
  };
}

function report(
  done: Import,
  rejectFile: string | null,
  { dryRun = false, json }: Options,
  language: Language,
): void {
  const all = summaryOf(done, rejectFile, dryRun);
  if (json) return sayJson(all);
  for (const [name, value] of Object.entries(all)) say(`${name.padEnd(18)} ${value ?? ''}`);
  if (dryRun) tell(word('dry_run', language));
  if (rejectFile !== null) tell(word('rejects_at', language, { file: rejectFile }));
}

async function prepare(
  { client }: Run,
  file: string,
  map: object,
  options: Options,
): Promise<Answer<Import>> {
  const shop = await shopChange(client, options);
  if (!shop.ok) return shop;
  const draft = await upload(client, file);
  if (!draft.ok) return draft;
  const source = options.source === 'auto' ? {} : { source: options.source };
  return client.call<Import>('PATCH', `/v1/imports/${draft.value.id}`, {
    ...shop.value,
    ...source,
    ...map,
  });
}

/** A guess too weak to write by, and nobody has said what the file is. */
const isUnsure = ({ remembered, questions = [] }: Import, { source, map }: Options): boolean =>
  source === 'auto' &&
  map === undefined &&
  !remembered &&
  questions.some(({ code }) => code === 'source');

async function importFile(run: Run, path: string, options: Options): Promise<number> {
  const { client, config } = run;
  const file = checkFile(resolve(path));
  if (!file.ok) return explain(file.problem, config.language);
  const map = readMap(options.map);
  if (!map.ok) return explain(map.problem, config.language);
  const ready = await prepare(run, file.value, map.value, options);
  if (!ready.ok) return explain(ready.problem, config.language);
  if (isUnsure(ready.value, options)) {
    tell(word('source_unsure', config.language, { source: ready.value.source ?? '' }));
    return 1;
  }
  const { new_shop: made } = ready.value;
  if (made && !options.json) tell(word('shop_assumed', config.language, { ...made }));
  const started = await client.call<Import>('POST', `/v1/imports/${ready.value.id}/start`, {
    dry_run: options.dryRun ?? false,
  });
  if (!started.ok) return explain(started.problem, config.language);
  const done = await follow(client, started.value.id, config.language);
  if (!done.ok) return explain(done.problem, config.language);
  if (done.value.state !== 'done' && done.value.state !== 'checked')
    return explain(done.value.problem ?? { code: 'import_cancelled' }, config.language);
  report(done.value, await saveRejects(run, done.value, file.value), options, config.language);
  return 0;
}

async function undo(
  { client, config }: Run,
  batch: string,
  { json }: { json?: boolean },
): Promise<number> {
  const undone = await client.call<Import>(
    'POST',
    `/v1/imports/${encodeURIComponent(batch)}/undo`,
    {},
  );
  if (!undone.ok) return explain(undone.problem, config.language);
  const done = await follow(client, batch, config.language);
  if (!done.ok) return explain(done.problem, config.language);
  if (done.value.state !== 'undone')
    return explain(done.value.problem ?? { code: 'import_not_ready' }, config.language);
  if (json) sayJson({ batch, state: done.value.state });
  else tell(word('undone', config.language, { batch }));
  return 0;
}

export function importCommands(program: Command, act: Act): void {
  const command = program
    .command('import')
    .description('import a file, or undo an import / 导入')
    .argument('[file]', 'CSV, TSV, .csv.gz, XLSX or JSON')
    .option('--source <name>', '`regulars sources` lists them', 'auto')
    .option('--shop <name>', 'made when it does not exist')
    .option(
      '--platform <name>',
      'of a new shop: taobao, tmall, jd, pinduoduo, douyin, shopify, woocommerce, other',
    )
    .option('--currency <code>', 'of a new shop')
    .option('--time-zone <zone>', 'of a new shop')
    .option('--map <file>', 'JSON of field: column')
    .option('--dry-run', 'check every row, write nothing')
    .option('--json')
    .action(
      act(async (run, file, options) => {
        if (file === undefined)
          return explain({ code: 'file_missing_here' }, run.config.language) + 1;
        if ((options as Options).shop === undefined)
          return explain({ code: 'shop_missing' }, run.config.language) + 1;
        return importFile(run, file as string, options as Options);
      }),
    );
  command
    .command('undo <batch>')
    .option('--json')
    .action(
      act((run, batch, options) => undo(run, batch as string, options as { json?: boolean })),
    );
}
