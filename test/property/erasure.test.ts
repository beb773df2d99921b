import { beforeAll, expect, test } from 'vitest';
import {
  erasePerson,
  erasureHash,
  mergeCustomers,
  replayErasures,
} from '../../src/ledger/customers/index.ts';
import type { Db, Tx } from '../../src/platform/postgres/index.ts';
import { testDb } from '../support/db.ts';
import { addCustomer, addOrder, addShop, DAY_ONE, insert } from '../support/people.ts';
import { textColumns, whereStands } from '../support/texts.ts';

const NOW = new Date('2026-06-01T00:00:00Z');
const MARK = 'mk-';
let count = 0;
const mark = (what: string): string => `${MARK}${what} ${++count}`;

let db: Db;
let shop: number;
beforeAll(async () => {
  ({ db } = await testDb());
  shop = await db.tx((tx) => addShop(tx));
});

/**
 * Columns in which nothing of a person stands: codes and enumerations, the shop's own words, and the
 * coarse region and numbers that keep the sums right. Any other text column must be planted below, so a
 * new column cannot be forgotten. A segment's text is conditions, and no field of its language holds a
 * name or a contact.
 */
const IMPERSONAL = new Set(
  `shop.* setting.* exchange_rate.* import_mapping.* product.* product_price.* line_kind_rule.* ad_spend.* dsr.* order_status.* erasure.* change_log.* lens_reader.* migration.*
   import_batch.source import_batch.source_version import_batch.file_name import_batch.file_sha256 import_batch.mapping import_batch.state import_batch.untied_reasons
   import_reject.reason import_undo.entity customer.key_kind customer.key_scope customer.gender customer.address_kind customer.climate_zone customer.country customer.language
   person_link.reason customer_identity.kind customer_identity.scope merge_suggestion.reason merge_suggestion.state tie_suggestion.state
   customer_attribute.type consent.channel consent.purpose consent.state suppression.channel suppression.reason
   orders.untied_reason orders.kind orders.status orders.currency orders.promotion_code orders.source orders.ship_country orders.ship_province orders.address_kind
   orders.head_hash orders.lines_hash orders.number order_line.kind order_line.title refund.origin parcel.carrier parcel.state parcel.province
   conversation.kind conversation.channel conversation.direction event.type audit.action audit.object idempotency_key.actor idempotency_key.key idempotency_key.request_hash
   outreach_policy.* channel.* template.* template_version.* template_approval.* link_target.* outreach_budget.* callback_seen.*
   touch.source touch.class touch.topic touch.kind touch.state touch.reason touch.zone touch.worker touch_body.language preference.key preference.source carry_list.kind
   forecast_fit.* segment.* segment_size.* segment_version.*`.split(/\s+/),
);

async function plantTouch(tx: Tx, customer: number): Promise<void> {
  const touch = await insert(tx, 'touch', {
    ...{ customer_id: customer, source: 'hand', occurrence: mark('occurrence'), class: 'care' },
    ...{ kind: 'email', state: 'sent', provider_id: mark('provider') },
    ...{ valid_from: DAY_ONE, valid_until: NOW, proposed_at: DAY_ONE },
    ...Object.fromEntries(
      ['content', 'params', 'why', 'decision', 'problem'].map((column) => [
        column,
        JSON.stringify({ text: mark(column) }),
      ]),
    ),
  });
  await insert(tx, 'touch_body', {
    ...{ touch_id: touch, address: mark('to'), language: 'en', subject: mark('subject') },
    ...{ body: mark('body'), html: mark('html'), at: DAY_ONE },
  });
  await insert(tx, 'preference', {
    ...{ customer_id: customer, key: 'channel', value: JSON.stringify(mark('preference')) },
    ...{ source: 'page', occurred_at: DAY_ONE, known_at: DAY_ONE },
  });
}

async function plantProfile(tx: Tx): Promise<number> {
  const id = await addCustomer(tx, {
    ...{
      key_value: mark('key'),
      name: mark('name'),
      nick: mark('nick'),
      phone: '+8613800000042',
      phone_masked: mark('masked'),
      email: mark('mail'),
    },
    ...{
      province: mark('province'),
      city: mark('city'),
      district: mark('district'),
      address: mark('address'),
      note: mark('note'),
      shop_id: shop,
    },
  });
  await tx.run('UPDATE customer SET phone = $2 WHERE id = $1', [id, mark('phone')]);
  for (const kind of ['email', 'phone', 'receiver_phone', 'receiver_name'])
    await insert(tx, 'customer_identity', {
      customer_id: id,
      kind,
      value: mark(kind),
      known_at: DAY_ONE,
    });
  await insert(tx, 'customer_tag', { customer_id: id, tag: mark('tag'), valid_from: DAY_ONE });
  await insert(tx, 'customer_attribute', {
    customer_id: id,
    key: mark('attribute'),
    type: 'text',
    value: mark('attribute'),
    valid_from: DAY_ONE,
  });
  await insert(tx, 'occasion', {
    customer_id: id,
    kind: mark('occasion'),
    month: 5,
    day: 1,
    valid_from: DAY_ONE,
  });
  const proof = JSON.stringify({ words: mark('proof') });
  await insert(tx, 'consent', {
    customer_id: id,
    channel: 'email',
    state: 'granted',
    address: mark('consent'),
    source: mark('source'),
    proof,
    occurred_at: DAY_ONE,
    known_at: DAY_ONE,
  });
  await insert(tx, 'customer_change', {
    customer_id: id,
    at: DAY_ONE,
    changes: JSON.stringify({ name: [mark('old'), mark('new')] }),
  });
  await plantTouch(tx, id);
  return id;
}

async function plantOrder(tx: Tx, customer: number): Promise<number> {
  const order = await addOrder(tx, shop, customer, {
    ...{
      number: `K${customer}`,
      buyer_note: mark('buyer note'),
      note: mark('order note'),
      ship_name: mark('ship'),
      ship_phone: mark('ship phone'),
    },
    ...{ ship_city: mark('city'), ship_district: mark('district'), ship_address: mark('address') },
  });
  await insert(tx, 'order_line', {
    order_id: order,
    position: 1,
    kind: 'goods',
    title: 'Mug',
    quantity: 1,
    amount: 1000,
    variant: mark('engraved'),
  });
  await insert(tx, 'refund', {
    order_id: order,
    amount: 10,
    occurred_at: DAY_ONE,
    occurred_day: '2026-01-01',
    reason: mark('reason'),
    origin: 'stated',
    known_at: DAY_ONE,
  });
  const parcel = await insert(tx, 'parcel', {
    order_id: order,
    tracking_number: mark('tracking'),
    known_at: DAY_ONE,
  });
  // Two that differ in their texts alone.
  for (const text of [mark('scan'), mark('scan')])
    await insert(tx, 'parcel_scan', {
      parcel_id: parcel,
      scanned_at: DAY_ONE,
      status: mark('status'),
      text,
      known_at: DAY_ONE,
    });
  for (const text of [mark('review'), mark('review')])
    await insert(tx, 'review', {
      order_id: order,
      score: 5,
      text,
      reviewed_at: DAY_ONE,
      known_at: DAY_ONE,
    });
  await insert(tx, 'conversation', {
    customer_id: customer,
    order_id: order,
    said_at: DAY_ONE,
    text: mark('said'),
    staff: mark('staff'),
    known_at: DAY_ONE,
  });
  await insert(tx, 'event', {
    type: 'order.placed',
    customer_id: customer,
    order_id: order,
    data: JSON.stringify({ text: mark('event') }),
    occurred_at: DAY_ONE,
    known_at: DAY_ONE,
  });
  return order;
}

/** Rows that only quote the person, and the images that an undo would put back. */
async function plantEchoes(tx: Tx, id: number, other: number): Promise<number> {
  const row = await tx.one<{ key_value: string; name: string; email: string }>(
    'SELECT key_value, name, email FROM customer WHERE id = $1',
    [id],
  );
  const batch = await insert(tx, 'import_batch', {
    shop_id: shop,
    source: 'generic_orders',
    file_name: 'orders.csv',
    state: 'done',
    started_at: DAY_ONE,
    problem: JSON.stringify({ code: 'x', params: { v: row.name } }),
  });
  const quotes = [
    `N1,"${row.name}",${mark('rest')}`,
    `N2,,${row.email.toUpperCase()}`,
    `N3,${row.key_value}`,
  ];
  for (const [line, raw] of quotes.entries())
    await insert(tx, 'import_reject', {
      batch_id: batch,
      line_number: line + 2,
      reason: 'date_unreadable',
      params: JSON.stringify({ value: row.name }),
      raw,
    });
  const images: [string, string][] = [
    ...[
      'customer_identity',
      'customer_tag',
      'customer_attribute',
      'occasion',
      'consent',
      'conversation',
    ].map((t): [string, string] => [t, `${t} WHERE customer_id = ${id}`]),
    ['customer', `customer WHERE id = ${id}`],
    ['orders', `orders WHERE customer_id = ${id}`],
    ...['parcel', 'review', 'refund'].map((t): [string, string] => [
      t,
      `${t} WHERE order_id IN (SELECT id FROM orders WHERE customer_id = ${id})`,
    ]),
  ];
  for (const [entity, from] of images)
    await tx.run(
      `INSERT INTO import_undo (batch_id, entity, key, before, said) SELECT ${batch}, '${entity}', r.id, to_jsonb(r), to_jsonb(r) FROM (SELECT * FROM ${from}) r`,
    );
  await tx.run(`INSERT INTO import_undo (batch_id, entity, key, before, said) SELECT ${batch}, 'order_line', order_id, jsonb_agg(to_jsonb(l)), jsonb_agg(to_jsonb(l))
    FROM order_line l WHERE order_id IN (SELECT id FROM orders WHERE customer_id = ${id}) GROUP BY order_id`);
  await insert(tx, 'merge_suggestion', {
    customer_a: Math.min(id, other),
    customer_b: Math.max(id, other),
    reason: 'same_phone',
    evidence: JSON.stringify({ phone: mark('evidence') }),
    known_at: DAY_ONE,
  });
  const order = await addOrder(tx, shop, null);
  await insert(tx, 'tie_suggestion', {
    order_id: order,
    customer_id: id,
    evidence: JSON.stringify({ name: mark('evidence') }),
    known_at: DAY_ONE,
  });
  await insert(tx, 'suppression', {
    channel: 'email',
    address: row.email,
    reason: 'bounced',
    occurred_at: DAY_ONE,
    known_at: DAY_ONE,
  });
  await insert(tx, 'audit', {
    at: DAY_ONE,
    action: 'customer.read',
    details: JSON.stringify({ search: row.name }),
  });
  await insert(tx, 'idempotency_key', {
    actor: 'u1',
    key: `k${id}`,
    request_hash: 'h',
    status: 200,
    body: JSON.stringify({ name: row.name, note: 'x' }),
    created_at: DAY_ONE,
  });
  return batch;
}

const sums = (tx: Tx): Promise<unknown> =>
  tx.one(`SELECT (SELECT jsonb_agg(x) FROM (SELECT kind, count(*), sum(gross) AS gross, sum(units) AS units, count(DISTINCT customer_id) AS customers FROM orders GROUP BY kind ORDER BY kind) x) AS orders,
    (SELECT sum(amount) FROM order_line) AS lines, (SELECT sum(amount) FROM refund) AS refunds, (SELECT count(*) FROM parcel) AS parcels,
    (SELECT count(*) FROM parcel_scan) AS scans, (SELECT jsonb_agg(score) FROM review) AS reviews, (SELECT count(*) FROM customer) AS customers,
    (SELECT count(*) FROM import_reject) AS rejects`);

test('nothing of an erased person stands in any text of the ledger, and every sum is as before', () =>
  db.tx(async (tx) => {
    const [a, b, other] = [
      await plantProfile(tx),
      await plantProfile(tx),
      await addCustomer(tx, { name: 'Someone else' }),
    ];
    await plantOrder(tx, a);
    await plantOrder(tx, b);
    for (const id of [a, b]) await plantEchoes(tx, id, other);
    const merged = await mergeCustomers(tx, { profile: a, byUser: 1 }, b, DAY_ONE);
    expect(merged.ok).toBe(true);
    // A change on somebody else's row, from when b hung there.
    await insert(tx, 'person_link', {
      customer_id: b,
      person_id: other,
      valid_from: DAY_ONE,
      valid_to: DAY_ONE,
      reason: 'by_hand',
    });
    await insert(tx, 'customer_change', {
      customer_id: other,
      at: DAY_ONE,
      changes: JSON.stringify({ [`tag:${mark('tag')}@${b}`]: [true, null], name: ['A', 'B'] }),
    });
    const stranger = await insert(tx, 'import_reject', {
      batch_id: await plantBatch(tx),
      line_number: 9,
      reason: 'date_unreadable',
      raw: 'N9,Someone else,10 001',
    });
    expect(stranger).toBe(0);

    const planted = new Set(await whereStands(tx, MARK));
    const columns = (await textColumns(tx)).map(
      ({ table, column }) => [table, `${table}.${column}`] as const,
    );
    const forgotten = columns.filter(
      ([table, name]) =>
        !IMPERSONAL.has(name) && !IMPERSONAL.has(`${table}.*`) && !planted.has(name),
    );
    expect(forgotten.map(([, name]) => name)).toEqual([]);

    const before = await sums(tx);
    expect((await erasePerson(tx, b, NOW)).ok).toBe(true);
    expect(await whereStands(tx, MARK)).toEqual([]);
    expect(await sums(tx)).toEqual(before);
    expect(await tx.one('SELECT name FROM customer WHERE id = $1', [other])).toEqual({
      name: 'Someone else',
    });
    expect(await tx.query(`SELECT raw FROM import_reject WHERE raw <> ''`)).toEqual([
      { raw: 'N9,Someone else,10 001' },
    ]);
    expect(
      await tx.one('SELECT changes FROM customer_change WHERE customer_id = $1', [other]),
    ).toEqual({ changes: { name: ['A', 'B'] } });
  }));

const plantBatch = (tx: Tx): Promise<number> =>
  insert(tx, 'import_batch', {
    shop_id: shop,
    source: 'generic_orders',
    file_name: 'other.csv',
    state: 'done',
    started_at: DAY_ONE,
  });

test('a phone written in another way in a rejected row is recognised, and an address we may not write to stays blocked', () =>
  db.tx(async (tx) => {
    const id = await addCustomer(tx, { phone: '+8613800000077', email: 'gone@example.com' });
    const batch = await plantBatch(tx);
    for (const [i, raw] of [
      'N1,138 0000 0077,x',
      'N2,86-138-0000-0077,x',
      'N3,13800000078,x',
    ].entries())
      await insert(tx, 'import_reject', { batch_id: batch, line_number: i, reason: 'r', raw });
    await insert(tx, 'suppression', {
      channel: 'email',
      address: 'gone@example.com',
      reason: 'do_not_contact',
      occurred_at: DAY_ONE,
      known_at: DAY_ONE,
    });
    await erasePerson(tx, id, NOW);
    expect(
      await tx.query(
        `SELECT raw FROM import_reject WHERE batch_id = ${batch} ORDER BY line_number`,
      ),
    ).toEqual([{ raw: '' }, { raw: '' }, { raw: 'N3,13800000078,x' }]);
    const [kept] = await tx.query<{ address: string }>(
      `SELECT address FROM suppression WHERE reason = 'do_not_contact'`,
    );
    expect(kept?.address).toMatch(/^erased:[0-9a-f]{32}$/);
    expect(
      await tx.one(
        `SELECT customer_id FROM erasure WHERE key_hash = ${erasureHash("'email'", "''", "'gone@example.com'")}`,
      ),
    ).toEqual({ customer_id: id });
  }));

test('whoever an older backup brings back is forgotten again', () =>
  db.tx(async (tx) => {
    const id = await addCustomer(tx, { name: 'Back again' });
    const keep = await addCustomer(tx, { name: 'Never erased' });
    await tx.run('SAVEPOINT backup');
    await erasePerson(tx, id, NOW);
    const hashes = await tx.query<{ key_hash: Buffer; customer_id: number }>(
      'SELECT key_hash, customer_id FROM erasure WHERE customer_id = $1',
      [id],
    );
    await tx.run('ROLLBACK TO SAVEPOINT backup');
    for (const row of hashes) await insert(tx, 'erasure', { ...row, erased_at: NOW });
    expect(await replayErasures(tx, NOW)).toBe(1);
    expect(
      await tx.query('SELECT name FROM customer WHERE id IN ($1, $2) ORDER BY id', [id, keep]),
    ).toEqual([{ name: null }, { name: 'Never erased' }]);
  }));
