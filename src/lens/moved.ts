import type { DuckConnection } from '../platform/duckdb/index.ts';
import type { Everyone } from './touched.ts';

/**
 * Whose purchases may be others since a moment, for who keeps rows a person outside of the lens's own tables.
 * `run` counts catch-ups; a row without a person speaks of everyone.
 */
export const MOVED = 'CREATE OR REPLACE TABLE lens.main.moved (run BIGINT, person_id BIGINT)';

/** Above so many it is everyone: a list would cost more than all. */
const MOST = 20_000;

const NEXT = '(SELECT coalesce(max(run), 0) + 1 FROM lens.main.moved)';

/** In the transaction of a catch-up, after `temp.touched` has everyone it speaks of. */
export async function noteMoved(duck: DuckConnection, everyone: Everyone): Promise<void> {
  const [size] = await duck.all<{ n: number }>(
    'SELECT (SELECT count(*) FROM lens.main.moved) + (SELECT count(DISTINCT person_id) FROM temp.touched) AS n',
  );
  if (!everyone.sales && size!.n <= MOST) {
    const persons = 'SELECT DISTINCT person_id FROM temp.touched WHERE person_id IS NOT NULL';
    await duck.run(`INSERT INTO lens.main.moved SELECT ${NEXT}, person_id FROM (${persons})`);
    return;
  }
  const [row] = await duck.all<{ next: number }>(`SELECT ${NEXT} AS next`);
  await duck.run('DELETE FROM lens.main.moved');
  await duck.run('INSERT INTO lens.main.moved VALUES ($1, NULL)', [row!.next]);
}

export interface Moved {
  /** To be asked with the next time. */
  at: number;
  /** Undefined: everyone may have. */
  persons: number[] | undefined;
}

export async function movedSince(
  all: DuckConnection['all'],
  since: number | undefined,
): Promise<Moved> {
  const [row] = await all<{ latest: number; everyone: boolean; persons: number[] }>(
    `SELECT coalesce(max(run), 0) AS latest, coalesce(bool_or(person_id IS NULL) FILTER (run > $1), false) AS everyone,
      coalesce(list(DISTINCT person_id) FILTER (run > $1 AND person_id IS NOT NULL), []) AS persons FROM lens.main.moved`,
    [since ?? 0],
  );
  const { latest, everyone, persons } = row!;
  return { at: latest, persons: since === undefined || everyone ? undefined : persons };
}
