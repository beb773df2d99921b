import type { Tx } from '../../platform/postgres/index.ts';

export interface TableShape {
  schema: string;
  table: string;
  columns: string[];
}

/** Left out: what is rebuilt (the lens's log), and what must not come back to life (sessions, pending answers). */
const LEFT_OUT = new Set(['change_log', 'lens_reader', 'idempotency_key', 'session']);

/** Stamped anew on restore: ids of transactions mean nothing in another cluster. */
const RESTAMPED = new Set(['txid']);

const SHAPES = `
  SELECT n.nspname AS schema, c.relname AS table,
         array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  WHERE c.relkind = 'r' AND n.nspname = ANY($1)
  GROUP BY 1, 2 ORDER BY 1, 2`;

const PARENTS = `
  SELECT child.relname AS child, parent.relname AS parent
  FROM pg_constraint k
  JOIN pg_class child ON child.oid = k.conrelid
  JOIN pg_class parent ON parent.oid = k.confrelid
  JOIN pg_namespace n ON n.oid = child.relnamespace
  WHERE k.contype = 'f' AND n.nspname = ANY($1) AND child.oid <> parent.oid`;

interface Parent {
  child: string;
  parent: string;
}

/** Tables so ordered that a row's parents are loaded before it: foreign keys stay on during a restore. */
export function parentsFirst(tables: TableShape[], parents: Parent[]): TableShape[] {
  const sorted: TableShape[] = [];
  const visit = (shape: TableShape): void => {
    if (sorted.includes(shape)) return;
    for (const { parent } of parents.filter((p) => p.child === shape.table)) {
      const first = tables.find((t) => t.table === parent && !sorted.includes(t));
      if (first) visit(first);
    }
    sorted.push(shape);
  };
  tables.forEach(visit);
  return sorted;
}

/** The tables that a backup holds, parents first. */
export async function tablesOf(tx: Tx, schemas: string[]): Promise<TableShape[]> {
  const all = await tx.query<TableShape>(SHAPES, [schemas]);
  const kept = all
    .filter((shape) => !LEFT_OUT.has(shape.table))
    .map((shape) => ({ ...shape, columns: shape.columns.filter((name) => !RESTAMPED.has(name)) }));
  return parentsFirst(kept, await tx.query<Parent>(PARENTS, [schemas]));
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `"main"."orders" ("id", "number")` as COPY wants it. */
export const copyTarget = ({ schema, table, columns }: TableShape): string =>
  `${quote(schema)}.${quote(table)} (${columns.map(quote).join(', ')})`;
