import { beforeAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { addCustomer, addOrder, insert } from '../../../test/support/people.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import { saveApproval } from './approval-store.ts';
import { contextsOf } from './contexts.ts';
import { renderTouches, type TouchText } from './render-touches.ts';
import { TemplateBody } from './schema.ts';
import { saveSender } from './senders.ts';
import { archiveTemplate, changeTemplate, createTemplate, templateVersions } from './store.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const AT = (day: string) => new Date(`${day}T12:00:00Z`);
let db: Db;
let ann: number;
let also: number;
let ben: number;

const shop = (tx: Tx, name: string, columns: object) =>
  insert(tx, 'shop', {
    ...{ name, platform: 'other', currency: 'GBP', time_zone: 'Europe/London', created_at: NOW },
    ...columns,
  });

beforeAll(async () => {
  ({ db } = await testDb());
  await db.tx(async (tx) => {
    await shop(tx, 'Tea', {});
    await shop(tx, '茶铺', { platform: 'taobao', currency: 'CNY', time_zone: 'Asia/Shanghai' });
    ann = await addCustomer(tx, { name: 'Ann Example', shop_id: 1 });
    also = await addCustomer(tx, { nick: 'annie', country: 'GB', person_id: ann, shop_id: 2 });
    ben = await addCustomer(tx, { shop_id: 2 });
    const late = { placed_at: AT('2026-02-20'), number: 'CN-2', currency: 'CNY', gross: 5000 };
    const order = await addOrder(tx, 2, also, late);
    await addOrder(tx, 1, ann, { placed_at: AT('2026-02-01'), number: 'UK-1', currency: 'GBP' });
    // Not bought as of then: in the future, refunded wholly, a gift.
    await addOrder(tx, 2, also, { placed_at: AT('2026-04-01') });
    await addOrder(tx, 2, also, { placed_at: AT('2026-02-25'), void_at: AT('2026-02-26') });
    await addOrder(tx, 2, also, { placed_at: AT('2026-02-27'), kind: 'gift' });
    for (const [position, title, amount] of [
      [1, 'Cup', 1000],
      [2, 'Pot', 4000],
    ])
      await insert(tx, 'order_line', {
        order_id: order,
        position,
        kind: 'goods',
        title,
        quantity: 1,
        amount,
      });
    await insert(tx, 'parcel', {
      ...{ order_id: order, carrier: 'Example Post', tracking_number: 'T1', known_at: NOW },
      shipped_at: AT('2026-02-21'),
    });
  });
});

test('what is known of a person is gathered from all their profiles, of the shop that writes', async () => {
  const [wide, uk, cn, other, nobody] = await contextsOf(
    db,
    [
      { profile: ann, shop: null },
      { profile: also, shop: 1 },
      { profile: also, shop: 2 },
      { profile: ben, shop: null },
      { profile: 99_999, shop: null },
    ],
    NOW,
  );
  expect(wide).toMatchObject({
    customer: { name: 'Ann Example', nick: 'annie', country: 'GB', orders: 2, since: '2026-02-01' },
    last_order: { number: 'CN-2', title: 'Pot', amount: 5000, currency: 'CNY', tracking: 'T1' },
    sender: { name: '茶铺', language: 'zh', currency: 'CNY' },
  });
  expect(wide?.last_order?.shipped_at).toBe('2026-02-21T12:00:00.000Z');
  expect(uk).toMatchObject({
    customer: { orders: 1 },
    last_order: { number: 'UK-1' },
    sender: { name: 'Tea' },
  });
  expect(cn).toMatchObject({ customer: { orders: 1 }, last_order: { number: 'CN-2' } });
  expect(other).toMatchObject({
    customer: { name: null, orders: 0 },
    last_order: null,
    sender: { name: '茶铺' },
  });
  expect(nobody).toBeUndefined();
});

test('who asked for a language is written to in it, whichever profile they said it on', async () => {
  const wish = async () =>
    (await contextsOf(db, [{ profile: ann, shop: null }], NOW))[0]?.customer.wish;
  const say = (value: string, occurred_at: Date) =>
    db.tx((tx) =>
      insert(tx, 'preference', {
        ...{ customer_id: also, key: 'language', value: JSON.stringify(value) },
        ...{ source: 'page', occurred_at, known_at: NOW },
      }),
    );
  expect(await wish()).toBeNull();
  await say('fr', AT('2026-02-01'));
  await say('de', AT('2026-02-02'));
  await say('it', AT('2026-05-02'));
  expect(await wish()).toBe('de');
});

const body = (name: string, text: string) =>
  TemplateBody.parse({ name, kind: 'sms', class: 'care', variants: { en: { body: text } } });
const touch = (more: Partial<TouchText>): TouchText => ({
  ...{
    customer_id: ann,
    shop_id: 1,
    kind: 'sms',
    class: 'care',
    template_id: null,
    template_number: null,
  },
  ...{ content: null, params: {}, zone: null },
  ...more,
});
const links = { unsubscribe: null, preferences: null };
const way = { now: NOW, linksOf: () => links, needsApproval: null };

test('every change is a version, and a touch is written with the one it was proposed with', async () => {
  const made = await db.tx((tx) =>
    createTemplate(tx, body('Hello', 'one {{ customer.name }}'), null, NOW),
  );
  if (!made.ok) throw new Error(made.problem.code);
  const { id } = made.value;
  const two = { variants: { en: { body: 'two {{ customer.name }}' } } };
  const changed = await db.tx((tx) => changeTemplate(tx, made.value, two, null, NOW));
  if (!changed.ok) throw new Error(changed.problem.code);
  expect(changed.value.version).toBe(2);
  expect(await db.tx((tx) => changeTemplate(tx, changed.value, two, null, NOW))).toEqual(changed);
  expect((await templateVersions(db, id)).map(({ number }) => number)).toEqual([2, 1]);
  const written = await renderTouches(
    db,
    [
      touch({ template_id: id, template_number: 1 }),
      touch({ template_id: id, template_number: null, customer_id: ben, shop_id: null }),
      touch({ content: { body: 'by hand to {{ customer.first_name }}' } }),
      touch({ kind: 'email', content: { subject: 'Hi', body: 'by hand {{ customer.name' } }),
      touch({ kind: 'email', content: { subject: '{% if today %}', body: 'by hand' } }),
      touch({ content: { body: '{{ customer.phone }}' } }),
      touch({ template_id: id + 999, template_number: 1 }),
      touch({ template_id: id, template_number: 1, kind: 'email' }),
      touch({ template_id: id, customer_id: 99_999 }),
    ],
    way,
  );
  expect(written.map((one) => (one.ok ? one.value.text : one.problem.code))).toEqual([
    ...['one Ann Example', 'two there', 'by hand to Ann'],
    ...['template_broken', 'template_not_closed', 'template_unknown_variable'],
    ...['template_gone', 'template_other_kind', 'template_no_customer'],
  ]);
  const again = await db.tx((tx) => createTemplate(tx, body('hello', 'x'), null, NOW));
  expect(again).toMatchObject({
    ok: false,
    problem: { code: 'template_name_taken', pointer: '/name' },
  });
  await db.tx((tx) => archiveTemplate(tx, changed.value, NOW));
  const third = await db.tx((tx) => createTemplate(tx, body('hello', 'x'), null, NOW));
  expect(third.ok).toBe(true);
  expect(await db.tx((tx) => archiveTemplate(tx, changed.value, null))).toMatchObject({
    ok: false,
  });
});

test('the same words in another order are no version', async () => {
  const block = { type: 'text' as const, text: 'x' };
  const mail = { subject: 'S', preheader: '', blocks: [block] };
  const letter = TemplateBody.parse({
    name: 'Letter',
    kind: 'email',
    class: 'care',
    variants: { zh: mail, en: mail },
  });
  const made = await db.tx((tx) => createTemplate(tx, letter, null, NOW));
  if (!made.ok) throw new Error(made.problem.code);
  const turned = { blocks: [{ text: 'x', type: 'text' as const }], preheader: '', subject: 'S' };
  const again = { variants: { en: turned, zh: turned } };
  expect(await db.tx((tx) => changeTemplate(tx, made.value, again, null, NOW))).toMatchObject({
    value: { version: 1 },
  });
});

test('a vendor’s approval travels with the message, or its want is the reason', async () => {
  const made = await db.tx((tx) =>
    createTemplate(tx, body('Approved', 'Hi {{ customer.name }}'), null, NOW),
  );
  if (!made.ok) throw new Error(made.problem.code);
  const send = async () => {
    const needs = { ...way, needsApproval: 'aliyun' };
    const [one] = await renderTouches(db, [touch({ template_id: made.value.id })], needs);
    return one?.ok ? one.value.approved : one?.problem.code;
  };
  const which = { template: made.value.id, vendor: 'aliyun', language: 'en' };
  const approval = {
    code: 'SMS_1',
    sign: 'Tea',
    params: [{ name: 'n', value: '{{ customer.first_name }}' }],
    note: null,
  };
  expect(await send()).toBe('template_not_approved');
  await db.tx((tx) => saveApproval(tx, which, { ...approval, state: 'waiting' }, NOW));
  expect(await send()).toBe('template_approval_waiting');
  await db.tx((tx) => saveApproval(tx, which, { ...approval, state: 'approved' }, NOW));
  expect(await send()).toEqual({
    code: 'SMS_1',
    sign: 'Tea',
    params: [{ name: 'n', value: 'Ann' }],
  });
});

test('marketing mail leaves only with a postal address and a way out', async () => {
  const letter = touch({
    kind: 'email',
    class: 'promotion',
    content: { subject: 'Tea', body: 'New tea' },
  });
  const send = async (unsubscribe: string | null) => {
    const [one] = await renderTouches(db, [letter], {
      ...way,
      linksOf: () => ({ unsubscribe, preferences: null }),
    });
    return one?.ok ? one.value.html : one?.problem.code;
  };
  const url = 'https://example.com/u/1';
  expect(await send(url)).toBe('template_no_postal_address');
  const sender = { name: null, address: '1 Example Road', url: null, phone: null, language: null };
  await db.tx((tx) => saveSender(tx, null, sender));
  expect(await send(null)).toBe('template_no_public_url');
  expect(await send(url)).toContain('1 Example Road');
  await db.tx((tx) =>
    saveSender(tx, 1, { ...sender, address: '2 Example Street', name: 'Tea & Co' }),
  );
  expect(await send(url)).toContain('Tea &amp; Co · 2 Example Street');
});
