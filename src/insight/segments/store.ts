import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';

export interface SavedSegment {
  id: number;
  name: string;
  text: string;
  version: number;
  created_at: Date;
  changed_at: Date;
  archived_at: Date | null;
}

export interface SegmentVersion {
  number: number;
  name: string;
  text: string;
  at: Date;
  by: string | null;
}

export interface SegmentSize {
  day: string;
  customers: number;
  value: number | null;
  currency: string | null;
  version: number;
}

type Asking = Pick<Tx, 'query'>;

const COLUMNS = 'id, name, text, version, created_at, changed_at, archived_at';

export const listSegments = (tx: Asking, archived = false): Promise<SavedSegment[]> =>
  tx.query<SavedSegment>(
    `SELECT ${COLUMNS} FROM segment WHERE (archived_at IS NOT NULL) = $1 ORDER BY lower(name), id`,
    [archived],
  );

export async function findSegment(tx: Asking, id: number): Promise<SavedSegment | undefined> {
  const [found] = await tx.query<SavedSegment>(`SELECT ${COLUMNS} FROM segment WHERE id = $1`, [
    id,
  ]);
  return found;
}

/** Of those not put away. */
export async function segmentNamed(tx: Asking, name: string): Promise<SavedSegment | undefined> {
  const [found] = await tx.query<SavedSegment>(
    `SELECT ${COLUMNS} FROM segment WHERE lower(name) = lower($1) AND archived_at IS NULL`,
    [name],
  );
  return found;
}

async function nameIsFree(tx: Tx, name: string, but?: number): Promise<Result<void>> {
  // Two who save the same name at once: the second waits here and is told, instead of breaking the index.
  await tx.query('LOCK TABLE segment IN SHARE ROW EXCLUSIVE MODE');
  const taken = await segmentNamed(tx, name);
  if (taken === undefined || taken.id === but) return ok(undefined);
  return fail('segment_name_taken', { name }, '/name');
}

interface Said {
  name: string;
  text: string;
}

const keepVersion = (
  tx: Tx,
  id: number,
  number: number,
  { name, text }: Said,
  by: number | null,
  now: Date,
) =>
  tx.query(
    'INSERT INTO segment_version (segment_id, number, name, text, at, by_user) VALUES ($1, $2, $3, $4, $5, $6)',
    [id, number, name, text, now, by],
  );

/** The text as `readSegment` writes it. */
export async function createSegment(
  tx: Tx,
  said: Said,
  by: number | null,
  now: Date,
): Promise<Result<SavedSegment>> {
  const free = await nameIsFree(tx, said.name);
  if (!free.ok) return free;
  const made = await tx.one<SavedSegment>(
    `INSERT INTO segment (name, text, created_at, changed_at, created_by) VALUES ($1, $2, $3, $3, $4) RETURNING ${COLUMNS}`,
    [said.name, said.text, now, by],
  );
  await keepVersion(tx, made.id, 1, said, by, now);
  return ok(made);
}

/** Every change is a version; saying the same again is none. */
export async function changeSegment(
  tx: Tx,
  before: SavedSegment,
  changes: Partial<Said>,
  by: number | null,
  now: Date,
): Promise<Result<SavedSegment>> {
  if (before.archived_at !== null) return fail('segment_archived');
  const said = { name: before.name, text: before.text, ...changes };
  if (said.name === before.name && said.text === before.text) return ok(before);
  const free = await nameIsFree(tx, said.name, before.id);
  if (!free.ok) return free;
  const after = await tx.one<SavedSegment>(
    `UPDATE segment SET name = $2, text = $3, version = version + 1, changed_at = $4 WHERE id = $1 RETURNING ${COLUMNS}`,
    [before.id, said.name, said.text, now],
  );
  await keepVersion(tx, after.id, after.version, said, by, now);
  return ok(after);
}

/** Puts it away (`at`), or back (null). */
export async function archiveSegment(
  tx: Tx,
  { id, name }: SavedSegment,
  at: Date | null,
): Promise<Result<SavedSegment>> {
  const free = at === null ? await nameIsFree(tx, name, id) : ok(undefined);
  if (!free.ok) return free;
  return ok(
    await tx.one<SavedSegment>(
      `UPDATE segment SET archived_at = $2 WHERE id = $1 RETURNING ${COLUMNS}`,
      [id, at],
    ),
  );
}

/** Newest first, with the name of whoever made it. */
export const versionsOf = (tx: Asking, id: number): Promise<SegmentVersion[]> =>
  tx.query<SegmentVersion>(
    `SELECT v.number, v.name, v.text, v.at, u.name AS by FROM segment_version v LEFT JOIN hub.app_user u ON u.id = v.by_user
     WHERE v.segment_id = $1 ORDER BY v.number DESC LIMIT 100`,
    [id],
  );

export interface Counted {
  segment: SavedSegment;
  customers: number;
  value: number | null;
}

export async function keepSizes(
  tx: Asking,
  counted: Counted[],
  day: string,
  currency: string | null,
): Promise<void> {
  if (counted.length === 0) return;
  await tx.query(
    `INSERT INTO segment_size (segment_id, day, customers, value, currency, version)
     SELECT s.id, $2, s.customers, s.value, $3, s.version
     FROM unnest($1::bigint[], $4::bigint[], $5::bigint[], $6::int[]) s (id, customers, value, version)
     ON CONFLICT (segment_id, day) DO UPDATE SET customers = excluded.customers, value = excluded.value,
       currency = excluded.currency, version = excluded.version`,
    [
      counted.map(({ segment }) => segment.id),
      day,
      currency,
      counted.map(({ customers }) => customers),
      counted.map(({ value }) => value),
      counted.map(({ segment }) => segment.version),
    ],
  );
}

const HISTORY_DAYS = 400;

/** Oldest first. */
export async function sizesOf(tx: Asking, ids: number[]): Promise<Map<number, SegmentSize[]>> {
  const rows = await tx.query<SegmentSize & { segment_id: number }>(
    `SELECT segment_id, day, customers, value, currency, version FROM (
       SELECT *, row_number() OVER (PARTITION BY segment_id ORDER BY day DESC) AS n FROM segment_size WHERE segment_id = ANY($1)) x
     WHERE n <= ${HISTORY_DAYS} ORDER BY segment_id, day`,
    [ids],
  );
  const found = new Map<number, SegmentSize[]>(ids.map((id) => [id, []]));
  for (const { segment_id, ...size } of rows) found.get(segment_id)?.push(size);
  return found;
}
