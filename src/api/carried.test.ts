import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop } from '../../test/support/people.ts';
import { publicId } from './context.ts';

const api = testApi();
const NOON = '2026-03-02T04:00:00.000Z';
const LISTS = '/v1/touches/lists';

const tick = () => api().local.post('/v1/road/tick', { now: NOON });
const owner = () => api().as('owner');
const lines = async (list: string) => {
  const { body } = await owner().get(`${LISTS}/${list}/messages.csv`);
  return String(body ?? '')
    .trim()
    .split('\n')
    .slice(1);
};
const states = async () => (await owner().get('/v1/touches')).body.counts;
const carried = (body: object) => api().as('agent').post('/v1/touches/carried', body);
const take = (body: object = {}) => owner().post(LISTS, { kind: 'platform', ...body });
const write = async (person: string, body: string) => {
  await owner().post(`/v1/customers/${person}/touches`, {
    ...{ kind: 'platform', class: 'service', valid_from: NOON, content: { body } },
  });
  await tick();
};

let people: string[] = [];
let shops: string[] = [];

beforeAll(async () => {
  const { ctx } = api();
  await ctx.db.tx(async (tx) => {
    const made = async (shopName: string, nick: string, number: string) => {
      const shop = await addShop(tx, shopName);
      const who = { nick, phone_masked: '138****0001', country: 'CN', shop_id: shop };
      const id = await addCustomer(tx, who);
      await addOrder(tx, shop, id, { number });
      shops.push(publicId(ctx, 'shop', shop));
      people.push(publicId(ctx, 'cus', id));
    };
    await made('Tea house', '=tea**fan', 'T-1');
    await made('Leaf house', 'leaf**', 'T-2');
  });
  const account = { kind: 'platform', vendor: 'export_list', name: 'By hand', is_default: true };
  await owner().post('/v1/channels', { ...account, enabled: true, config: {}, secrets: {} });
  for (const person of people) await write(person, 'Your tea is on its way');
});

test('a list holds what nobody has taken, by nick and order number; taken again it is the same, and nothing is in two', async () => {
  expect(await states()).toEqual({ waiting: 2 });
  expect((await owner().get(LISTS)).body.unlisted).toMatchObject([
    { kind: 'platform', shop: 'Leaf house', count: 1 },
    { kind: 'platform', shop: 'Tea house', count: 1 },
  ]);
  // Two ask for everything at once: each message goes to one of them.
  const both = await Promise.all([take({ shop: shops[0] }), take()]);
  const made = both.filter(({ status }) => status === 201).map(({ body }) => body);
  const all = async () => (await Promise.all(made.map(({ id }) => lines(id)))).flat();
  const files = await all();
  expect([files.length, new Set(files).size]).toEqual([2, 2]);
  const tea = files.find((line) => line.includes('T-1'));
  expect(tea).toMatch(/^tch_\w+,Tea house,'?=tea\*\*fan,T-1,.*138\*\*\*\*0001,.*on its way/);
  const none = await take();
  expect([none.status, none.body.code]).toEqual([422, 'touch_none_unlisted']);

  // One that comes later is not slipped into a list that somebody has already in hand.
  await write(people[0] ?? '', 'And a sample with it');
  expect(await all()).toEqual(files);
  const list = made[0].id;
  const sent = await carried({ was: 'sent', list });
  expect(sent.body.ids).toHaveLength(made[0].count);
  expect(await states()).toEqual({ sent: made[0].count, waiting: 3 - made[0].count });
  expect((await carried({ was: 'sent', list })).body.code).toBe('touch_none_waiting');
  expect((await carried({ was: 'not_sent', list })).body.ids).toEqual(sent.body.ids);
  expect(await states()).toEqual({ waiting: 3 });
});

test('chosen ones are marked once, counted as sent, and taken back, all of them or none', async () => {
  const list = (await owner().get(LISTS)).body.lists.find(
    ({ waiting }: { waiting: number }) => waiting > 0,
  );
  const id = (await lines(list.id))[0]?.split(',')[0] ?? '';
  expect((await carried({ was: 'sent', ids: [id] })).body.ids).toEqual([id]);
  expect((await tick()).body).toMatchObject({ sent: 0, waiting: 0 });
  const again = await carried({ was: 'sent', ids: [id] });
  expect([again.status, again.body.code]).toEqual([422, 'touch_not_waiting']);
  expect(again.body.detail).toContain(id);
  expect((await carried({ was: 'not_sent', ids: [id] })).status).toBe(200);
  const { events } = (await owner().get(`/v1/touches/${id}`)).body;
  expect(events.map(({ type }: { type: string }) => type).slice(-2)).toEqual([
    'touch.sent',
    'touch.taken_back',
  ]);
  expect((await carried({ was: 'sent' })).body.code).toBe('carried_which');

  // Not to be carried after all: the gate decides anew, and it comes in another list.
  await owner().post(`/v1/touches/${id}/resolve`, { was: 'not_sent' });
  await tick();
  const next = (await take()).body;
  const ids = (await lines(next.id)).map((line) => line.split(',')[0]);
  expect(ids).toContain(id);
});

test('an hour later nothing is taken back; a viewer carries nothing', async () => {
  const lists: { id: string; waiting: number }[] = (await owner().get(LISTS)).body.lists;
  const list = lists.find(({ waiting }) => waiting > 0)?.id ?? '';
  await carried({ was: 'sent', list });
  api().pass(3_700_000);
  const late = await carried({ was: 'not_sent', list });
  expect([late.status, late.body.code]).toEqual([422, 'touch_not_carried']);
  const viewer = api().as('viewer');
  expect((await viewer.post('/v1/touches/carried', { was: 'sent', list })).status).toBe(403);
  expect((await viewer.get(`${LISTS}/${list}/messages.csv`)).status).toBe(403);
});
