import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop, insert } from '../../test/support/people.ts';
import { publicId } from './context.ts';

const api = testApi();
/** Ten in the evening in Shanghai. */
const TONIGHT = '2026-03-02T14:00:00.000Z';
const TOMORROW = '2026-03-03T01:00:00.000Z';

let ann: string;
let silent: string;

beforeAll(async () => {
  const { ctx } = api();
  await ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    const made = async (columns: Record<string, unknown>, consent: boolean) => {
      const id = await addCustomer(tx, { country: 'CN', shop_id: shop, ...columns });
      await addOrder(tx, shop, id);
      if (consent)
        await insert(tx, 'consent', {
          ...{
            customer_id: id,
            channel: 'sms',
            purpose: 'promotion',
            state: 'granted',
            source: 'form',
          },
          ...{ occurred_at: new Date('2026-02-01'), known_at: new Date('2026-02-01') },
        });
      return publicId(ctx, 'cus', id);
    };
    ann = await made({ name: '安安', phone: '+8613800000001' }, true);
    silent = await made({ name: '静静', phone: '+8613800000002' }, false);
  });
});

const write = (customer: string, over: object = {}, role: 'owner' | 'viewer' = 'owner') =>
  api()
    .as(role)
    .post(`/v1/customers/${customer}/touches`, {
      ...{ kind: 'sms', class: 'promotion', content: { body: 'Spring tea is here' } },
      ...{ valid_from: TONIGHT, ...over },
    });
const tick = (now: string) => api().local.post('/v1/road/tick', { now });

test('a message by hand is planned out of the quiet hours, goes to the mailbox once, and says why', async () => {
  const asked = await write(ann, { dry_run: true });
  expect(asked.status).toBe(200);
  expect(asked.body).toMatchObject({
    state: 'scheduled',
    planned_at: TOMORROW,
    zone: 'Asia/Shanghai',
  });
  expect((await api().as('owner').get('/v1/touches')).body.data).toEqual([]);

  const planned = await write(ann);
  expect(planned.body.rules.find(({ rule }: { rule: string }) => rule === 'hours').text).toContain(
    '3 Mar 2026',
  );
  expect((await tick(TONIGHT)).body).toMatchObject({ sent: 0 });
  expect((await tick(TOMORROW)).body).toMatchObject({ sent: 1, failed: 0 });
  expect((await tick(TOMORROW)).body).toMatchObject({ sent: 0 });

  const one = (await api().as('owner').get(`/v1/touches/${planned.body.id}`)).body;
  expect(one).toMatchObject({
    state: 'sent',
    sent_at: TOMORROW,
    body: { address: '+8613800000001' },
  });
  expect(one.body.text).toContain('Spring tea is here');
  // What a viewer sees of it has no phone in it.
  const seen = (await api().as('viewer').get(`/v1/touches/${planned.body.id}`)).body;
  expect(seen.body.address).toBe('138****0001');
});

test('the outbox says why one was put off, what it will say, and counts what the filters leave', async () => {
  const owner = api().as('owner');
  const mail = { kind: 'email', class: 'service', content: { subject: 'Tea', body: 'On its way' } };
  await owner.post(`/v1/customers/${ann}/touches`, mail);
  const held = { valid_from: undefined, class: 'care', hold_seconds: 600 };
  const asked = await write(ann, { ...held, dry_run: true });
  expect(Date.parse(asked.body.valid_from) - Date.parse(asked.body.proposed_at)).toBe(600_000);

  const later = await write(ann, { valid_from: '2026-03-10T14:00:00Z', class: 'care' });
  const [row] = (await owner.get('/v1/touches?state=scheduled&kind=sms')).body.data;
  expect(row).toMatchObject({
    id: later.body.id,
    excerpt: 'Spring tea is here',
    reason: { code: 'touch_hours_moved' },
  });
  expect((await owner.get(`/v1/touches/${row.id}`)).body).toMatchObject({
    content: { subject: null, body: 'Spring tea is here' },
    body: null,
  });
  // Whatever state is asked for, all are counted; other filters leave their own.
  const list = async (query: string) => (await owner.get(`/v1/touches?${query}`)).body;
  const sms = await list('kind=sms&state=waiting');
  expect(sms.data).toEqual([]);
  expect(sms.counts).toEqual({ sent: 1, scheduled: 1 });
  expect((await list('search=安')).counts).toEqual({ sent: 1, scheduled: 1, blocked: 1 });
  expect((await list('kind=email')).counts).toEqual({ blocked: 1 });
  await owner.post(`/v1/touches/${row.id}/cancel`);
});

test('who has not said yes gets nothing, every rule has its word, in the reader’s language', async () => {
  const blocked = await write(silent);
  expect(blocked.body).toMatchObject({
    state: 'blocked',
    reason: { code: 'touch_consent_missing' },
  });
  expect(
    blocked.body.rules.map(({ rule, ok }: { rule: string; ok: boolean }) => [rule, ok]),
  ).toEqual([
    ...[
      ['channel', true],
      ['content', true],
      ['address', true],
      ['suppression', true],
      ['consent', false],
    ],
    ...['complaint', 'validity', 'hours', 'caps', 'contention', 'budget', 'holdout'].map((rule) => [
      rule,
      null,
    ]),
  ]);
  const zh = await api().local.get(`/v1/customers/${silent}/touches?source=hand`, {
    'accept-language': 'zh',
  });
  expect(zh.body.data).toHaveLength(1);
  expect(zh.body.data[0].reason.text).toBe('客户尚未同意，而您的规则要求事先同意。');
  expect(JSON.stringify(zh.body)).not.toMatch(/\{\w+\}/);
});

test('a waiting message can be cancelled and brought back; one that went cannot', async () => {
  const later = { valid_from: '2026-03-20T02:00:00Z', valid_until: '2026-03-21T02:00:00Z' };
  const { id } = (await write(ann, later)).body;
  const act = (what: string, body: object = {}) =>
    api().as('agent').post(`/v1/touches/${id}/${what}`, body);
  expect((await act('cancel')).body).toMatchObject({ state: 'cancelled' });
  expect((await act('cancel')).body.code).toBe('touch_state');
  expect((await act('retry')).body).toMatchObject({ state: 'proposed' });
  expect((await tick('2026-03-20T03:00:00Z')).body).toMatchObject({ sent: 1 });
  for (const what of ['cancel', 'retry']) expect((await act(what)).body.code).toBe('touch_state');
  expect((await act('resolve', { was: 'not_sent' })).body.code).toBe('touch_state');
});

test('rules are changed as seen, kept by number, and refused when another changed them meanwhile', async () => {
  const owner = api().as('owner');
  const { policy, number } = (await owner.get('/v1/policy')).body;
  const caps = [{ classes: ['promotion'], kinds: null, max: 0, days: 1, grades: {} }];
  expect((await api().as('marketer').send('PUT', '/v1/policy', { policy, over: 0 })).status).toBe(
    403,
  );
  const changed = await owner.send('PUT', '/v1/policy', {
    policy: { ...policy, caps },
    over: number,
  });
  expect(changed.body).toMatchObject({ number: 1, policy: { caps: [{ max: 0 }] } });
  expect((await owner.send('PUT', '/v1/policy', { policy, over: number })).body.code).toBe(
    'policy_changed_meanwhile',
  );
  const now = await write(ann, { valid_from: '2026-04-20T02:00:00Z' });
  expect(now.body).toMatchObject({
    state: 'blocked',
    reason: { code: 'touch_cap_reached' },
    policy_number: 1,
  });
  const backwards = { ...policy, hours: [{ ...policy.hours[1], care: ['22:00', '08:00'] }] };
  expect((await owner.send('PUT', '/v1/policy', { policy: backwards, over: 1 })).status).toBe(422);
});

test('a channel’s password is never told, and another vendor’s settings are refused with the field', async () => {
  const owner = api().as('owner');
  const smtp = {
    ...{ name: 'Mail', kind: 'email', vendor: 'smtp' },
    config: { host: 'mail.example.com', from: 'shop@example.com', user: 'shop' },
    secrets: { password: 'very secret' },
  };
  const made = await owner.post('/v1/channels', smtp);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ vendor: 'smtp', has_secrets: ['password'], is_default: true });
  const everything = JSON.stringify([
    await api().ctx.db.query('SELECT * FROM channel'),
    await api().ctx.db.query('SELECT * FROM idempotency_key'),
    (await owner.get('/v1/channels')).body,
    (await owner.get('/v1/audit')).body,
  ]);
  expect(everything).not.toContain('very secret');
  const { host: _, ...without } = smtp.config;
  const wrong = await owner.send('PUT', `/v1/channels/${made.body.id}`, {
    ...smtp,
    config: without,
  });
  expect(wrong.body).toMatchObject({ code: 'channel_setting_invalid', pointer: '/config/host' });
  expect((await owner.post('/v1/channels', { ...smtp, kind: 'sms' })).body.code).toBe(
    'channel_kind_wrong',
  );
  expect((await owner.send('DELETE', `/v1/channels/${made.body.id}`)).status).toBe(204);
  expect((await owner.get('/v1/channels')).body.data).toEqual([]);
});
