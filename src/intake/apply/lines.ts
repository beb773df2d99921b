import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { emptyWithoutIndexes } from '../../platform/postgres/index.ts';
import { quoted, tempFile } from './carry.ts';
import { checkCancelled, type Apply } from './context.ts';
import { SKU } from './products.ts';

const COLUMNS =
  'order_id, position, kind, product_id, title, quantity, unit_price, line_discount, amount, variant';
const LINES_A_PIECE = 200_000;

/** The narrowest types that hold the file's numbers: "6" and "2.55" without a string function a cell (0.25 s less). */
async function numberTypes({ duck }: Apply): Promise<{ quantity: string; price: string }> {
  const [fits] = await duck.all<{ whole: boolean | null; scale: number | null }>(
    `SELECT bool_and(quantity = trunc(quantity)) AS whole, max(CASE WHEN unit_price = round(unit_price, 2) THEN 2
       WHEN unit_price = round(unit_price, 4) THEN 4 ELSE 6 END) AS scale FROM stage_line`,
  );
  return {
    quantity: fits?.whole ? 'BIGINT' : 'DECIMAL(18, 4)',
    price: `DECIMAL(18, ${fits?.scale ?? 2})`,
  };
}

/**
 * No ORDER BY: stage_line stands in the order of its orders, and the joins keep it but for seams between
 * threads. Sorting made DuckDB write with one thread (0.48 s instead of 0.14 s), and order only serves
 * the primary key's speed.
 */
function lineQuery(
  has: ReadonlySet<string>,
  types: { quantity: string; price: string },
): (piece: Piece) => string {
  const column = (name: string): string => (has.has(name) ? `l.${name}` : 'NULL');
  return ({
    from,
    to,
  }) => `SELECT c.id, l.position, l.kind, p.id, CASE WHEN l.title IS DISTINCT FROM p.title THEN l.title END,
      CAST(l.quantity AS ${types.quantity}), CAST(l.unit_price AS ${types.price}), coalesce(${column('line_discount')}, 0), l.amount, ${column('variant')}
    FROM stage_line l JOIN apply_changed c ON c.ord = l.ord LEFT JOIN apply_product p ON p.sku = ${SKU}
    WHERE c.writes_lines AND l.ord BETWEEN ${from} AND ${to}`;
}

interface Piece {
  from: number;
  to: number;
  lines: number;
}

async function piecesOf({ duck }: Apply): Promise<Piece[]> {
  return duck.all<Piece>(
    `SELECT min(ord) AS "from", max(ord) AS "to", sum(n) AS lines FROM (
       SELECT ord, n, (sum(n) OVER (ORDER BY ord) - n) // ${LINES_A_PIECE} AS piece
       FROM (SELECT l.ord, count(*) AS n FROM stage_line l JOIN apply_changed c ON c.ord = l.ord WHERE c.writes_lines GROUP BY l.ord))
     GROUP BY piece ORDER BY 1`,
  );
}

/** A failure is met where the promise is awaited; until then it must not be taken for an unhandled one. */
function begin<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/**
 * Bytes of all pieces, the next one being written while PostgreSQL swallows this one: the two engines
 * have a core each.
 */
async function* bytesOf(
  apply: Apply,
  pieces: Piece[],
  write: (piece: Piece) => Promise<string>,
  first: Promise<string>,
): AsyncGenerator<Buffer> {
  const total = pieces.reduce((sum, { lines }) => sum + lines, 0);
  let written = 0;
  let next = first;
  for (const [index, piece] of pieces.entries()) {
    const path = await next;
    const following = pieces[index + 1];
    if (following) next = begin(write(following));
    yield* createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>;
    await rm(path, { force: true });
    checkCancelled(apply.options);
    apply.options.onProgress?.({ stage: 'writing', written: (written += piece.lines), total });
  }
}

/** Up to here readers may wait for a first import, as emptyWithoutIndexes makes them; about ten seconds. */
const SHORT_LOAD = 2_000_000;
const LONG_ENOUGH = 20_000;

async function prepare(
  apply: Apply,
  has: ReadonlySet<string>,
): Promise<(() => Promise<void>) | undefined> {
  const pieces = await piecesOf(apply);
  const [piece] = pieces;
  if (piece === undefined) return undefined;
  const query = lineQuery(has, await numberTypes(apply));
  const write = async (one: Piece): Promise<string> => {
    const path = tempFile(apply);
    await apply.duck.run(`COPY (${query(one)}) TO ${quoted(path)} (FORMAT csv, HEADER false)`);
    return path;
  };
  const first = begin(write(piece));
  const lines = pieces.reduce((sum, one) => sum + one.lines, 0);
  return async () => {
    const bulk = lines > LONG_ENOUGH && lines < SHORT_LOAD;
    const index = bulk ? await emptyWithoutIndexes(apply.tx, 'order_line') : undefined;
    const source = Readable.from(bytesOf(apply, pieces, write, first), {
      objectMode: false,
      highWaterMark: 1 << 18,
    });
    await apply.db.copyIn(apply.tx, `COPY order_line (${COLUMNS}) FROM STDIN (FORMAT csv)`, source);
    await index?.();
  };
}

/**
 * Lines of the changed orders go from DuckDB straight into order_line with their final ids: a detour
 * through a staging table in PostgreSQL took 0.5 s longer for 541,909 lines (plain COPY 0.9 s). DuckDB
 * begins to write while PostgreSQL still merges orders; the function given back copies.
 */
export async function beginLines(apply: Apply): Promise<() => Promise<void>> {
  const has = apply.staged.get('stage_line');
  const copy = has && begin(prepare(apply, has));
  return async () => (await copy)?.();
}
