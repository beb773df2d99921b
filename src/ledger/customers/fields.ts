import type { Tx } from '../../platform/postgres/index.ts';
import { COLUMNS, type Json } from './rules.ts';

/** Which row, when and by whom. */
export interface At {
  tx: Tx;
  customerId: number;
  now: Date;
  byUser: number | null;
}

/** One kind of thing that can be changed and put back: its present value, and how to set it. */
interface Field {
  read(at: At, name: string): Promise<Json>;
  write(at: At, name: string, value: Json): Promise<void>;
}

const first = async (tx: Tx, sql: string, params: unknown[]): Promise<Json> =>
  (await tx.maybe<{ value: Json }>(sql, params))?.value ?? null;

function columnName(name: string): string {
  if (!(COLUMNS as readonly string[]).includes(name)) throw new Error(`no such column: ${name}`);
  return name;
}

/** `identity:phone:+86…`: a phone or email that recognises the profile. */
const identity: Field = {
  read: ({ tx, customerId }, name) =>
    first(
      tx,
      `SELECT true AS value FROM customer_identity WHERE customer_id = $1 AND kind || ':' || value = $2 AND scope = ''`,
      [customerId, name],
    ),
  write: async ({ tx, customerId, now }, name, value) => {
    const [kind, text] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
    await tx.run(
      value === null
        ? `DELETE FROM customer_identity WHERE customer_id = $1 AND kind = $2 AND scope = '' AND value = $3`
        : 'INSERT INTO customer_identity (customer_id, kind, value, known_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [customerId, kind, text, ...(value === null ? [] : [now])],
    );
  },
};

const column: Field = {
  read: ({ tx, customerId }, name) =>
    first(tx, `SELECT to_jsonb(${columnName(name)}) AS value FROM customer WHERE id = $1`, [
      customerId,
    ]),
  write: async (at, name, value) => {
    await at.tx.run(
      `UPDATE customer SET ${columnName(name)} = $2, changed_at = greatest($3, changed_at + interval '1 ms') WHERE id = $1`,
      [at.customerId, value, at.now],
    );
  },
};

/** The row that holds now is closed, never overwritten, so that `as_of` stays honest. */
const close = (at: At, table: string, key: string, name: string): Promise<number> =>
  at.tx.run(
    `UPDATE ${table} SET valid_to = greatest($3, valid_from) WHERE customer_id = $1 AND ${key} = $2 AND valid_to IS NULL`,
    [at.customerId, name, at.now],
  );

const tag: Field = {
  read: ({ tx, customerId }, name) =>
    first(
      tx,
      'SELECT true AS value FROM customer_tag WHERE customer_id = $1 AND tag = $2 AND valid_to IS NULL',
      [customerId, name],
    ),
  write: async (at, name, value) => {
    if (value === null) return void (await close(at, 'customer_tag', 'tag', name));
    await at.tx.run(
      'INSERT INTO customer_tag (customer_id, tag, valid_from, by_user) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [at.customerId, name, at.now, at.byUser],
    );
  },
};

const attribute: Field = {
  read: ({ tx, customerId }, name) =>
    first(
      tx,
      `SELECT jsonb_build_object('type', type, 'value', value) AS value FROM customer_attribute
       WHERE customer_id = $1 AND key = $2 AND valid_to IS NULL`,
      [customerId, name],
    ),
  write: async (at, name, value) => {
    await close(at, 'customer_attribute', 'key', name);
    if (value === null) return;
    const { type, value: text } = value as { type: string; value: string };
    await at.tx.run(
      'INSERT INTO customer_attribute (customer_id, key, type, value, valid_from, by_user) VALUES ($1, $2, $3, $4, $5, $6)',
      [at.customerId, name, type, text, at.now, at.byUser],
    );
  },
};

const occasion: Field = {
  read: ({ tx, customerId }, name) =>
    first(
      tx,
      `SELECT jsonb_build_object('year', year, 'month', month, 'day', day, 'lunar', lunar) AS value FROM occasion
       WHERE customer_id = $1 AND kind = $2 AND valid_to IS NULL`,
      [customerId, name],
    ),
  write: async (at, name, value) => {
    await close(at, 'occasion', 'kind', name);
    if (value === null) return;
    const { year, month, day, lunar } = value as Record<string, Json>;
    await at.tx.run(
      'INSERT INTO occasion (customer_id, kind, year, month, day, lunar, valid_from, by_user) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [at.customerId, name, year, month, day, lunar, at.now, at.byUser],
    );
  },
};

/** `profile:17`: whose profile number 17 is. The link is dated; its facts stay where they are. */
const profile: Field = {
  read: ({ tx }, name) =>
    first(tx, 'SELECT to_jsonb(person_id) AS value FROM customer WHERE id = $1', [Number(name)]),
  write: async ({ tx, now, byUser }, name, value) => {
    const id = Number(name);
    await tx.run(
      'UPDATE person_link SET valid_to = greatest($2, valid_from) WHERE customer_id = $1 AND valid_to IS NULL',
      [id, now],
    );
    await tx.run('UPDATE customer SET person_id = $2 WHERE id = $1', [id, value]);
    if (value === id) return;
    await tx.run(
      `INSERT INTO person_link (customer_id, person_id, valid_from, reason, by_user) VALUES ($1, $2, $3, 'by_hand', $4)`,
      [id, value, now, byUser],
    );
  },
};

/** `order:9`: whose order number 9 is, and why it is nobody's. */
const order: Field = {
  read: ({ tx }, name) =>
    first(
      tx,
      `SELECT jsonb_build_object('customer', customer_id, 'untied_reason', untied_reason) AS value FROM orders WHERE id = $1`,
      [Number(name)],
    ),
  write: async ({ tx, now }, name, value) => {
    const { customer, untied_reason: reason } = value as Record<string, Json>;
    await tx.run(
      'UPDATE orders SET customer_id = $2, untied_reason = $3, changed_at = greatest($4, changed_at) WHERE id = $1',
      [Number(name), customer, reason, now],
    );
  },
};

const STATE = `SELECT to_jsonb(state) AS value FROM`;

const mergeSuggestion: Field = {
  read: ({ tx }, name) => first(tx, `${STATE} merge_suggestion WHERE id = $1`, [Number(name)]),
  write: async ({ tx, now, byUser }, name, value) => {
    const decided = value === 'open' ? [null, null] : [now, byUser];
    await tx.run(
      'UPDATE merge_suggestion SET state = $2, decided_at = $3, decided_by = $4 WHERE id = $1',
      [Number(name), value, ...decided],
    );
  },
};

const tieSuggestion: Field = {
  read: ({ tx }, name) => first(tx, `${STATE} tie_suggestion WHERE id = $1`, [Number(name)]),
  write: async ({ tx }, name, value) => {
    await tx.run('UPDATE tie_suggestion SET state = $2 WHERE id = $1', [Number(name), value]);
  },
};

export const FIELDS: Record<string, Field> = {
  ...{ column, identity, tag, attribute, occasion, profile, order },
  merge_suggestion: mergeSuggestion,
  tie_suggestion: tieSuggestion,
};
