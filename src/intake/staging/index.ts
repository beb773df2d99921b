import { fail, ok, type Result } from '../../kernel/index.ts';
import type { DuckConnection } from '../../platform/duckdb/index.ts';
import { load, loadSample, type Loaded, lookAt, type RawRecord } from '../reading/index.ts';
import type { Plan } from '../schema.ts';
import type { Source } from '../source.ts';
import { one } from '../sql.ts';
import { cellsToRead, type Compiled, compile, type Reading, type Shop } from './compile.ts';
import { BIRTHDAY, factChecks, stageFacts } from './facts.ts';
import { loadMacros } from './macros.ts';
import { amountSql, orderChecks, stageOrders } from './orders.ts';
import { countryMacro, USABLE } from './person.ts';
import { keepRecords, reject } from './rejects.ts';
import { makeRoom } from './room.ts';
import { beginsSlowly, NOT_PLAIN, readSlowly } from './slow.ts';
import { createStaging } from './tables.ts';
import { askedInUtc, inUtc } from './zones.ts';

export { mappingOf, type Shop } from './compile.ts';

export interface StageOptions {
  shop: Shop;
  now: Date;
  tempDir: string;
  signal?: AbortSignal;
  onProgress?: (progress: StageProgress) => void;
}

export interface StageProgress {
  stage: 'reading' | 'checking';
  bytes: number;
  size: number;
  rows?: number;
}

export interface StageReport {
  /** Records of the file; read = rejected + what the staging tables stand for. */
  read: number;
  rejected: number;
  orders: number;
  lines: number;
}

export interface File {
  path: string;
  name: string;
}

/** Reads a whole file by its plan into the staging tables of `duck`. */
export async function stageFile(
  duck: DuckConnection,
  file: File,
  source: Source,
  plan: Plan,
  options: StageOptions,
): Promise<Result<StageReport>> {
  const stop = () => duck.interrupt();
  options.signal?.addEventListener('abort', stop);
  try {
    return await readAndStage(duck, file, source, plan, options);
  } catch (error) {
    if (options.signal?.aborted) return fail('cancelled');
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

async function readAndStage(
  duck: DuckConnection,
  file: File,
  source: Source,
  plan: Plan,
  options: StageOptions,
): Promise<Result<StageReport>> {
  const shape = await lookAt(file.path, file.name, plan.options);
  if (!shape.ok) return shape;
  await prepare(duck);
  let bytes = 0;
  const { size } = shape.value;
  const reading = {
    tempDir: options.tempDir,
    headerAt: plan.options.header_at ?? 0,
    ...(plan.options.sheet !== undefined && { sheet: plan.options.sheet }),
    ...(options.signal && { signal: options.signal }),
    onBytes: (more: number) => {
      bytes += more;
      options.onProgress?.({ stage: 'reading', bytes: Math.min(bytes, size), size });
    },
  };
  for (const copy of [false, true]) {
    const loaded = await load(duck, shape.value, { ...reading, copy });
    if (!loaded.ok) return loaded;
    options.onProgress?.({ stage: 'checking', bytes: size, size, rows: loaded.value.rows });
    await makeRoom(duck, loaded.value.rows);
    const report = await stageOrRefuse(duck, source, plan, loaded.value, options);
    if (report) return ok(report);
  }
  throw new Error('a copied file cannot be read');
}

/** Nothing when a file read where it is turns out to need the careful way: ragged, or records of several lines. */
async function stageOrRefuse(
  duck: DuckConnection,
  source: Source,
  plan: Plan,
  loaded: Loaded,
  options: StageOptions,
): Promise<StageReport | undefined> {
  try {
    return await stageLoaded(duck, source, plan, loaded, options);
  } catch (error) {
    const refused =
      error instanceof OtherRows ||
      (error instanceof Error &&
        /CSV (Error|Parser)|Invalid unicode|Maximum line size/i.test(error.message));
    if (loaded.firstLine !== undefined && refused) return undefined;
    throw error;
  }
}

/** A file that cannot be read where it is: it has other rows than lines, or cells that need a second look. */
class OtherRows extends Error {}

export async function prepare(duck: DuckConnection): Promise<void> {
  await loadMacros(duck);
  await duck.run(USABLE);
  await duck.run(countryMacro());
  await duck.run(BIRTHDAY);
  await createStaging(duck);
}

/** The first records of a file only, for a preview. */
export async function stageSample(
  duck: DuckConnection,
  records: readonly RawRecord[],
  source: Source,
  plan: Plan,
  { headerAt, ...options }: Pick<StageOptions, 'shop' | 'now' | 'tempDir'> & { headerAt: number },
): Promise<Result<StageReport>> {
  const loaded = await loadSample(duck, records, { tempDir: options.tempDir, headerAt });
  return loaded.ok ? ok(await stageLoaded(duck, source, plan, loaded.value, options)) : loaded;
}

/** The table `raw` into staging tables and rejects. */
async function stageLoaded(
  duck: DuckConnection,
  source: Source,
  plan: Plan,
  loaded: Loaded,
  { shop, now }: Pick<StageOptions, 'shop' | 'now'>,
): Promise<StageReport> {
  const reading = await readingOf(duck, source, plan, loaded, { shop, now });
  const compiled = compile(source, plan, loaded.headers, reading);
  const context = { source, compiled, shop, tagsReplace: plan.options.tags_replace ?? false };
  const checks =
    source.kind === 'orders' ? orderChecks(context, now) : factChecks(source.kind, compiled, now);
  const amount = source.kind === 'orders' ? `, ${amountSql(context)} AS amount` : '';
  await duck.run(
    `CREATE OR REPLACE TABLE typed_rows AS SELECT * REPLACE (coalesce(bad, ${checks}) AS bad)${amount} FROM (${compiled.select})`,
  );
  await duck.run(
    `CREATE OR REPLACE VIEW typed AS SELECT *${loaded.firstLine === undefined ? '' : ` REPLACE (rowid + ${loaded.firstLine} AS line)`} FROM typed_rows`,
  );
  await checkRows(duck, loaded);
  if (source.kind === 'orders') await rejectUndated(duck, source, compiled);
  const rejected = await reject(
    duck,
    loaded.headers.length,
    source.kind === 'orders' ? 'order_number' : undefined,
  );
  // What is not needed any more makes room: the file may be larger than the memory we may use.
  if (source.kind !== 'orders') await keepRecords(duck, loaded.headers.length);
  await duck.run('DROP VIEW raw; DROP VIEW raw_lines; DROP TABLE IF EXISTS raw_cells');
  await (source.kind === 'orders'
    ? stageOrders(duck, context)
    : stageFacts(duck, source.kind, context));
  await duck.run('DROP VIEW good; DROP VIEW typed; DROP TABLE typed_rows');
  const counts = await one<{ orders: number; lines: number }>(
    duck,
    'SELECT (SELECT count(*) FROM stage_order) AS orders, (SELECT count(*) FROM stage_line) AS lines',
  );
  return { read: loaded.rows, rejected, ...counts };
}

const MANY_ROWS = 50_000;

/**
 * A file read where it is is taken to be plain throughout if it begins so, and looked at again afterwards
 * (checkRows): a pass over 541,909 lines that only asks takes 0.3 s.
 */
async function readingOf(
  duck: DuckConnection,
  source: Source,
  plan: Plan,
  loaded: Loaded,
  { shop, now }: Pick<StageOptions, 'shop' | 'now'>,
): Promise<Reading> {
  const timeZone = source.timeZone ?? shop.timeZone;
  const decimalComma = plan.options.decimal === ',';
  const cells = cellsToRead(source, plan, loaded.headers);
  const ways = { timeZone, dayFirst: dayFirst(plan, shop), decimalComma };
  const inPlace = loaded.firstLine !== undefined;
  if (inPlace && (await beginsSlowly(duck, cells, ways))) throw new OtherRows(NEEDS_MORE);
  return {
    ...{ timeZone, decimalComma, currency: source.currency ?? shop.currency },
    utc: loaded.rows < MANY_ROWS ? askedInUtc(timeZone) : await inUtc(duck, timeZone, now),
    ...(!inPlace && { slow: await readSlowly(duck, cells, ways) }),
  };
}

// Joined with what slow.ts read, rows of a file may come in another order: their lines must be in a copy.
const NEEDS_MORE = 'the file needs more than the plain reading';

async function checkRows(duck: DuckConnection, loaded: Loaded): Promise<void> {
  const found = await one<{ rows: number; slow: number }>(
    duck,
    `SELECT count(*) AS rows, count(*) FILTER (bad IS NOT NULL AND ${NOT_PLAIN}) AS slow FROM typed`,
  );
  if (found.rows !== loaded.rows) throw new OtherRows(`${found.rows} rows on ${loaded.rows} lines`);
  if (loaded.firstLine !== undefined && found.slow > 0) throw new OtherRows(NEEDS_MORE);
}

/** How 3/4/2025 is meant where no value of its column tells: as told, else as the shop's country writes. */
const dayFirst = (plan: Plan, shop: Shop): boolean =>
  plan.options.date_order ? plan.options.date_order === 'dmy' : shop.currency !== 'USD';

/** An order none of whose rows has a time did not happen at any. */
async function rejectUndated(
  duck: DuckConnection,
  source: Source,
  compiled: Compiled,
): Promise<void> {
  if (source.linesOnly) return;
  const time = `coalesce(${compiled.col('ordered_at')}, ${compiled.col('paid_at')})`;
  const { undated } = await one<{ undated: number }>(
    duck,
    `SELECT count(*) AS undated FROM typed WHERE ${time} IS NULL`,
  );
  if (undated === 0) return;
  await duck.run(`UPDATE typed_rows SET bad = json_object('reason', 'missing', 'field', 'ordered_at', 'column', '${compiled.columnOf('ordered_at').replaceAll("'", "''")}')::VARCHAR
    WHERE bad IS NULL AND order_number IN (SELECT order_number FROM typed WHERE order_number IS NOT NULL GROUP BY 1 HAVING max(${time}) IS NULL)`);
}
