import type { Tx } from '../../platform/postgres/index.ts';

/** What a list of members (or our own export, edited and brought back) says beside the profile. */
const TABLES = `
  CREATE TEMP TABLE incoming_member (buyer bigint, birthday_year smallint, birthday_month smallint, birthday_day smallint,
    lunar boolean, tags text, tags_replace boolean, attributes jsonb, file_rows bigint, first_line bigint,
    known boolean, customer_id bigint, outcome text) ON COMMIT DROP`;

const FIND = `
  UPDATE incoming_member m SET customer_id = i.customer_id, outcome = CASE WHEN i.customer_id IS NULL THEN 'unknown_customer'
    WHEN i.is_new OR i.changed THEN 'accepted' ELSE 'unchanged' END
  FROM incoming_buyer i WHERE i.buyer = m.buyer;
  -- Nothing personal comes back for somebody we promised to forget.
  UPDATE incoming_member m SET tags = NULL, tags_replace = false, attributes = NULL, birthday_month = NULL
  FROM customer c WHERE c.id = m.customer_id AND c.erased_at IS NOT NULL`;

/** A person's tags may hang on any of their profiles; a tag that is there already is not added again. */
const TAGS = `
  CREATE TEMP TABLE said_tag ON COMMIT DROP AS
  SELECT DISTINCT m.customer_id, trim(t.tag) AS tag FROM incoming_member m, unnest(string_to_array(m.tags, ',')) t (tag)
  WHERE m.customer_id IS NOT NULL AND trim(t.tag) <> ''`;

const OLD_TAGS = `
  CREATE TEMP TABLE old_tag ON COMMIT DROP AS
  SELECT t.id, m.customer_id FROM incoming_member m JOIN customer c ON c.id = m.customer_id
  JOIN customer p ON p.person_id = c.person_id JOIN customer_tag t ON t.customer_id = p.id AND t.valid_to IS NULL
  WHERE m.tags_replace AND NOT EXISTS (SELECT FROM said_tag s WHERE s.customer_id = m.customer_id AND s.tag = t.tag)`;

const NEW_TAGS = `
  INSERT INTO customer_tag (customer_id, tag, valid_from, batch_id)
  SELECT s.customer_id, s.tag, b.at, b.id FROM said_tag s CROSS JOIN incoming_batch b JOIN customer c ON c.id = s.customer_id
  WHERE NOT EXISTS (SELECT FROM customer p JOIN customer_tag t ON t.customer_id = p.id
                    WHERE p.person_id = c.person_id AND t.tag = s.tag AND t.valid_to IS NULL)
  ON CONFLICT DO NOTHING`;

/** A key whose every value in this file reads as a number, a day or yes/no gets that type; else it is text. */
const ATTRIBUTES = `
  CREATE TEMP TABLE said_attribute ON COMMIT DROP AS
  WITH raw AS (
    SELECT DISTINCT ON (m.customer_id, a.key) m.customer_id, a.key, trim(a.value) AS value FROM incoming_member m, jsonb_each_text(m.attributes) a
    WHERE m.customer_id IS NOT NULL AND trim(a.value) <> '' ORDER BY m.customer_id, a.key, m.first_line DESC
  ), typed AS (
    SELECT key, CASE WHEN bool_and(value ~ '^-?(0|[1-9][0-9]{0,14})([.][0-9]+)?$') THEN 'number'
      WHEN bool_and(value ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN 'date'
      WHEN bool_and(lower(value) IN ('true', 'false', 'yes', 'no', '是', '否')) THEN 'boolean' ELSE 'text' END AS type
    FROM raw GROUP BY key)
  SELECT r.customer_id, r.key, t.type,
    CASE WHEN t.type = 'boolean' THEN (lower(r.value) IN ('true', 'yes', '是'))::text ELSE r.value END AS value
  FROM raw r JOIN typed t USING (key)`;

const OCCASIONS = `
  CREATE TEMP TABLE said_occasion ON COMMIT DROP AS
  SELECT DISTINCT ON (customer_id) customer_id, 'birthday' AS kind, birthday_year AS year, birthday_month AS month, birthday_day AS day, coalesce(lunar, false) AS lunar
  FROM incoming_member WHERE customer_id IS NOT NULL AND birthday_month IS NOT NULL AND birthday_day IS NOT NULL ORDER BY customer_id, first_line DESC`;

interface Dated {
  table: string;
  said: string;
  key: string;
  values: string[];
}

const DATED: Dated[] = [
  { table: 'customer_attribute', said: 'said_attribute', key: 'key', values: ['type', 'value'] },
  {
    table: 'occasion',
    said: 'said_occasion',
    key: 'kind',
    values: ['year', 'month', 'day', 'lunar'],
  },
];

const list = (prefix: string, names: string[]): string =>
  names.map((name) => `${prefix}.${name}`).join(', ');

/** Closes the row that held until now (its image kept for undo) and opens the new one. */
function replaceDated({ table, said, key, values }: Dated): string[] {
  const match = `t.customer_id = s.customer_id AND t.${key} = s.${key} AND t.valid_to IS NULL`;
  const differs = `(${list('t', values)}) IS DISTINCT FROM (${list('s', values)})`;
  return [
    `INSERT INTO import_undo (batch_id, entity, key, before) SELECT b.id, '${table}', t.id, to_jsonb(t)
     FROM incoming_batch b CROSS JOIN ${said} s JOIN ${table} t ON ${match} WHERE ${differs}`,
    `UPDATE ${table} t SET valid_to = b.at FROM incoming_batch b, ${said} s WHERE ${match} AND ${differs}`,
    `INSERT INTO ${table} (customer_id, ${key}, ${values.join(', ')}, valid_from, batch_id)
     SELECT s.customer_id, s.${key}, ${list('s', values)}, b.at, b.id FROM ${said} s CROSS JOIN incoming_batch b ON CONFLICT DO NOTHING`,
  ];
}

const CLOSE_TAGS = [
  `INSERT INTO import_undo (batch_id, entity, key, before) SELECT b.id, 'customer_tag', t.id, to_jsonb(t)
   FROM incoming_batch b CROSS JOIN (SELECT DISTINCT id FROM old_tag) o JOIN customer_tag t ON t.id = o.id`,
  'UPDATE customer_tag t SET valid_to = b.at FROM incoming_batch b, old_tag o WHERE t.id = o.id',
];

const MARK = `
  UPDATE incoming_member m SET outcome = 'accepted' FROM incoming_batch b
  WHERE m.outcome = 'unchanged' AND (m.customer_id IN (SELECT customer_id FROM old_tag) OR EXISTS (
    SELECT FROM customer_tag t WHERE t.customer_id = m.customer_id AND t.batch_id = b.id
    UNION ALL SELECT FROM customer_attribute t WHERE t.customer_id = m.customer_id AND t.batch_id = b.id
    UNION ALL SELECT FROM occasion t WHERE t.customer_id = m.customer_id AND t.batch_id = b.id))`;

export async function makeIncomingMembers(tx: Tx): Promise<void> {
  await tx.run(TABLES);
}

/** Tags, typed attributes and birthdays of incoming_member; buyers are resolved before. */
export async function writeMembers(tx: Tx): Promise<void> {
  const dated = DATED.flatMap(replaceDated);
  const steps = [
    FIND,
    TAGS,
    OLD_TAGS,
    ...CLOSE_TAGS,
    NEW_TAGS,
    ATTRIBUTES,
    OCCASIONS,
    ...dated,
    MARK,
  ];
  for (const step of steps) await tx.run(step);
}
