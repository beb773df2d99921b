import type { Tx } from '../../platform/postgres/index.ts';
import { replayErasures } from '../customers/index.ts';
import { quote } from './tables.ts';

/** What one business promised to forget, as the database knows it before it is replaced. */
interface Promised {
  schema: string;
  salt: unknown;
  erasures: string;
}

/** Taken before a restore drops the schemas; a database without the business has promised nothing. */
export async function collectErasures(tx: Tx, schemas: string[]): Promise<Promised[]> {
  const found: Promised[] = [];
  for (const schema of schemas.filter((name) => name !== 'hub')) {
    const name = quote(schema);
    const there = await tx.one<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [
      `${name}.erasure`,
    ]);
    if (!there.is) continue;
    const { salt, erasures } = await tx.one<{ salt: unknown; erasures: string }>(
      `SELECT (SELECT value FROM ${name}.setting WHERE key = 'erasure_salt') AS salt,
              (SELECT coalesce(jsonb_agg(e), '[]')::text FROM ${name}.erasure e) AS erasures`,
    );
    found.push({ schema, salt, erasures });
  }
  return found;
}

const REMEMBER = `
  INSERT INTO erasure (key_hash, customer_id, erased_at)
  SELECT e.key_hash, e.customer_id, e.erased_at FROM jsonb_populate_recordset(NULL::erasure, $1::jsonb) e
  WHERE (SELECT value FROM setting WHERE key = 'erasure_salt') = $2::jsonb
  ON CONFLICT DO NOTHING`;

/** Whoever was forgotten since the backup was made is forgotten again. The number of profiles. */
export async function replayAll(tx: Tx, promised: Promised[], now: Date): Promise<number> {
  let profiles = 0;
  for (const { schema, salt, erasures } of promised) {
    await tx.run(`SET LOCAL search_path = ${quote(schema)}, hub, public`);
    // Another ledger's salt makes its hashes meaningless here.
    await tx.run(REMEMBER, [erasures, JSON.stringify(salt)]);
    profiles += await replayErasures(tx, now);
  }
  return profiles;
}
