import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import {
  TOPICS,
  type Class,
  type Kind,
  type Param,
  type TemplateBody,
  type Variants,
} from './schema.ts';

export interface SavedTemplate {
  id: number;
  name: string;
  kind: Kind;
  class: Class;
  topic: string | null;
  params: Param[];
  variants: Variants;
  version: number;
  created_at: Date;
  changed_at: Date;
  archived_at: Date | null;
}

export interface TemplateVersion {
  number: number;
  name: string;
  params: Param[];
  variants: Variants;
  at: Date;
  by: string | null;
}

type Asking = Pick<Tx, 'query'>;

const SELECT = `
  SELECT t.id, t.name, t.kind, t.class, t.topic, v.params, v.variants, t.version, t.created_at, t.changed_at, t.archived_at
    FROM template t JOIN template_version v ON v.template_id = t.id AND v.number = t.version`;

export const listTemplates = (tx: Asking, archived = false): Promise<SavedTemplate[]> =>
  tx.query<SavedTemplate>(
    `${SELECT} WHERE (t.archived_at IS NOT NULL) = $1 ORDER BY lower(t.name), t.id`,
    [archived],
  );

export async function findTemplate(tx: Asking, id: number): Promise<SavedTemplate | undefined> {
  const [found] = await tx.query<SavedTemplate>(`${SELECT} WHERE t.id = $1`, [id]);
  return found;
}

/** Each as it stood at that number; null: as it stands. Touches keep the number they were proposed with. */
export async function templatesAt(
  tx: Asking,
  wanted: readonly { id: number; number: number | null }[],
): Promise<(SavedTemplate | undefined)[]> {
  const rows = await tx.query<SavedTemplate & { n: number }>(
    `SELECT w.n, t.id, v.name, t.kind, t.class, t.topic, v.params, v.variants, v.number AS version, t.created_at, t.changed_at, t.archived_at
     FROM unnest($1::bigint[], $2::int[]) WITH ORDINALITY AS w (id, number, n)
     JOIN template t ON t.id = w.id JOIN template_version v ON v.template_id = t.id AND v.number = coalesce(w.number, t.version)`,
    [wanted.map(({ id }) => id), wanted.map(({ number }) => number)],
  );
  const found = new Map(rows.map(({ n, ...template }) => [n, template]));
  return wanted.map((_, i) => found.get(i + 1));
}

async function nameIsFree(tx: Tx, name: string, but?: number): Promise<Result<void>> {
  // As with segments: the second of two who save one name at once waits here and is told.
  await tx.query('LOCK TABLE template IN SHARE ROW EXCLUSIVE MODE');
  const [taken] = await tx.query<{ id: number }>(
    'SELECT id FROM template WHERE lower(name) = lower($1) AND archived_at IS NULL',
    [name],
  );
  if (taken === undefined || taken.id === but) return ok(undefined);
  return fail('template_name_taken', { name }, '/name');
}

type Said = Pick<SavedTemplate, 'name' | 'topic' | 'params' | 'variants'>;

const keepVersion = (
  tx: Tx,
  id: number,
  number: number,
  said: Said,
  by: number | null,
  now: Date,
) =>
  tx.query(
    `INSERT INTO template_version (template_id, number, name, params, variants, at, by_user)
     VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7)`,
    [id, number, said.name, JSON.stringify(said.params), JSON.stringify(said.variants), now, by],
  );

/** The body as `checkDraft` let it pass. */
export async function createTemplate(
  tx: Tx,
  body: TemplateBody,
  by: number | null,
  now: Date,
): Promise<Result<SavedTemplate>> {
  const free = await nameIsFree(tx, body.name);
  if (!free.ok) return free;
  const { id } = await tx.one<{ id: number }>(
    `INSERT INTO template (name, kind, class, topic, created_at, changed_at, created_by) VALUES ($1, $2, $3, $4, $5, $5, $6) RETURNING id`,
    [body.name, body.kind, body.class, body.topic, now, by],
  );
  await keepVersion(tx, id, 1, body, by, now);
  return ok((await findTemplate(tx, id))!);
}

/** jsonb keeps no order of keys. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const saying = ({ name, topic, params, variants }: Said): string =>
  JSON.stringify([name, topic, params, variants], sorted);

/** Every change is a version; saying the same again is none. */
export async function changeTemplate(
  tx: Tx,
  before: SavedTemplate,
  changes: Partial<Said>,
  by: number | null,
  now: Date,
): Promise<Result<SavedTemplate>> {
  if (before.archived_at !== null) return fail('template_archived');
  const { name, topic, params, variants } = { ...before, ...changes };
  const said = { name, topic, params, variants };
  if (saying(said) === saying(before)) return ok(before);
  const free = await nameIsFree(tx, name, before.id);
  if (!free.ok) return free;
  const { version } = await tx.one<{ version: number }>(
    'UPDATE template SET name = $2, topic = $3, version = version + 1, changed_at = $4 WHERE id = $1 RETURNING version',
    [before.id, name, topic, now],
  );
  await keepVersion(tx, before.id, version, said, by, now);
  return ok((await findTemplate(tx, before.id))!);
}

/** Puts it away (`at`), or back (null). */
export async function archiveTemplate(
  tx: Tx,
  { id, name }: SavedTemplate,
  at: Date | null,
): Promise<Result<SavedTemplate>> {
  const free = at === null ? await nameIsFree(tx, name, id) : ok(undefined);
  if (!free.ok) return free;
  await tx.run('UPDATE template SET archived_at = $2 WHERE id = $1', [id, at]);
  return ok((await findTemplate(tx, id))!);
}

/** Newest first, with the name of whoever made it. */
export const templateVersions = (tx: Asking, id: number): Promise<TemplateVersion[]> =>
  tx.query<TemplateVersion>(
    `SELECT v.number, v.name, v.params, v.variants, v.at, u.name AS by FROM template_version v LEFT JOIN hub.app_user u ON u.id = v.by_user
     WHERE v.template_id = $1 ORDER BY v.number DESC LIMIT 100`,
    [id],
  );

/** What the shop writes about besides running orders: those of the house first, then its own. */
export async function topicsInUse(tx: Asking): Promise<string[]> {
  const rows = await tx.query<{ topic: string }>(
    `SELECT DISTINCT topic FROM template WHERE topic IS NOT NULL AND class <> 'service' AND archived_at IS NULL ORDER BY topic`,
  );
  const used = rows.map(({ topic }) => topic);
  const ours: readonly string[] = TOPICS;
  return [
    ...ours.filter((one) => used.includes(one)),
    ...used.filter((one) => !ours.includes(one)),
  ];
}
