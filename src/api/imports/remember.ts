import { createHash } from 'node:crypto';
import { REASON_COLUMN } from '../../intake/batch/index.ts';
import { planSchema, type Plan } from '../../intake/index.ts';
import type { Db } from '../../platform/postgres/index.ts';

/** A mended reject file has the columns of its import, and one of ours. */
const hashOf = (headers: readonly string[]): string => {
  const own = headers.filter((header) => header !== REASON_COLUMN);
  return createHash('sha256').update(JSON.stringify(own)).digest('hex');
};

type Kept = Pick<Plan, 'source' | 'version' | 'mapping' | 'options'>;

/** How the shop's last file with these very columns was read. */
export async function recall(
  { db }: { db: Db },
  shopId: number,
  headers: readonly string[],
): Promise<Kept | undefined> {
  const [row] = await db.query<{ source: string; mapping: object }>(
    'SELECT source, mapping FROM import_mapping WHERE shop_id = $1 AND header_hash = $2',
    [shopId, hashOf(headers)],
  );
  const plan = row && planSchema.safeParse({ source: row.source, ...row.mapping });
  return plan?.success ? plan.data : undefined;
}

/** Which line is the header and how dates stand belong to the columns; the next file will be alike. */
export async function remember(
  { db }: { db: Db },
  shopId: number,
  headers: readonly string[],
  plan: Plan,
  now: Date,
): Promise<void> {
  const { source, version, mapping, options } = plan;
  await db.query(
    `INSERT INTO import_mapping (shop_id, header_hash, source, mapping, used_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (shop_id, header_hash) DO UPDATE SET source = excluded.source, mapping = excluded.mapping, used_at = excluded.used_at`,
    [shopId, hashOf(headers), source, JSON.stringify({ version, mapping, options }), now],
  );
}
