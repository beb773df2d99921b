import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop } from '../../test/support/people.ts';
import { publicId } from './context.ts';

const api = testApi();
const NOON = '2026-03-02T04:00:00.000Z';
const LIST = '/v1/touches/waiting.csv?kind=platform';

const tick = () => api().local.post('/v1/road/tick', { now: NOON });
const lines = async () => {
  const { body } = await api().as('owner').get(LIST);
  return String(body ?? '')
    .trim()
    .split('\n')
    .slice(1);
};
const states = async () => (await api().as('owner').get('/v1/touches')).body.counts;
const carried = (body: object) => api().as('agent').post('/v1/touches/carried', body);

beforeAll(async () => {
  const { ctx } = api();
  const people = await ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    const made = async (nick: string, number: string) => {
      const id = await addCustomer(tx, {
        nick,
        phone_masked: '138****0001',
        country: 'CN',
        shop_id: shop,
      });
      await addOrder(tx, shop, id, { number });
      return publicId(ctx, 'cus', id);
    };
    return [await made('=tea**fan', 'T-1'), await made('leaf**', 'T-2')];
  });
  const owner = api().as('owner');
  const account = {
    kind: 'platform',
    vendor: 'export_list',
    name: 'By hand',
    is_default: true,
    enabled: true,
  };
  await owner.post('/v1/channels', { ...account, config: {}, secrets: {} });
  for (const person of people)
    await owner.post(`/v1/customers/${person}/touches`, {
      ...{ kind: 'platform', class: 'service', valid_from: NOON },
      content: { body: 'Your tea is on its way' },
    });
  await tick();
});

test('what a person carries lies in one list by nick and order number until it is marked, once, and can be taken back', async () => {
  expect(await states()).toEqual({ waiting: 2 });
  const list = await lines();
  expect(list).toHaveLength(2);
  expect(list[0]).toMatch(/^tch_\w+,Tea house,'?=tea\*\*fan,T-1,.*138\*\*\*\*0001,.*on its way/);
  // The same list again: taking it marks nothing.
  expect(await lines()).toEqual(list);
  const done = await carried({ was: 'sent', kind: 'platform' });
  expect(done.body.ids).toHaveLength(2);
  expect([await states(), await lines()]).toEqual([{ sent: 2 }, []]);
  expect((await tick()).body).toMatchObject({ sent: 0, waiting: 0 });
  const again = await carried({ was: 'sent', ids: done.body.ids });
  expect([again.status, again.body.code]).toEqual([422, 'touch_not_waiting']);
  expect(again.body.detail).toContain(done.body.ids[0]);

  const back = await carried({ was: 'not_sent', ids: [done.body.ids[0]] });
  expect(back.status).toBe(200);
  expect(await states()).toEqual({ sent: 1, waiting: 1 });
  // All or none.
  expect((await carried({ was: 'sent', ids: done.body.ids })).status).toBe(422);
  expect(await states()).toEqual({ sent: 1, waiting: 1 });
  const { events } = (await api().as('owner').get(`/v1/touches/${done.body.ids[0]}`)).body;
  expect(events.map(({ type }: { type: string }) => type)).toEqual([
    'touch.sent',
    'touch.taken_back',
  ]);
});

test('an hour later nothing is taken back; a viewer carries nothing', async () => {
  const { ids } = (await carried({ was: 'sent', kind: 'platform' })).body;
  api().pass(3_700_000);
  const late = await carried({ was: 'not_sent', ids });
  expect([late.status, late.body.code]).toEqual([422, 'touch_not_carried']);
  const viewer = api().as('viewer');
  expect((await viewer.post('/v1/touches/carried', { was: 'sent' })).status).toBe(403);
  expect((await viewer.get(LIST)).status).toBe(403);
  expect((await carried({ was: 'sent' })).body.code).toBe('touch_none_waiting');
});
