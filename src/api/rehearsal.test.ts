import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop } from '../../test/support/people.ts';
import { publicId } from './context.ts';

const api = testApi();
/** Noon in London, before the clock of the tests; the second and the fourth day after it. */
const DAYS = ['2026-02-20T12:00:00.000Z', '2026-02-21T12:00:00.000Z', '2026-02-22T12:00:00.000Z'];

beforeAll(async () => {
  const { ctx } = api();
  const person = await ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    const id = await addCustomer(tx, {
      name: 'Ann',
      email: 'ann@example.com',
      country: 'GB',
      shop_id: shop,
    });
    await addOrder(tx, shop, id);
    return publicId(ctx, 'cus', id);
  });
  for (const at of DAYS)
    await api()
      .as('owner')
      .post(`/v1/customers/${person}/touches`, {
        ...{ kind: 'email', class: 'service', valid_from: at, valid_until: '2026-02-28T12:00:00Z' },
        content: { subject: 'Your tea', body: 'It is on its way' },
      });
  // Proposed by the tests' clock, which is later: the window must hold them.
  await ctx.db.query(
    `UPDATE touch SET proposed_at = valid_from - interval '1 minute', state = 'proposed', decision = NULL, planned_at = NULL, planned_day = NULL`,
  );
  for (const now of DAYS) await api().local.post('/v1/road/tick', { now });
});

const policy = async () => (await api().as('viewer').get('/v1/policy')).body.policy;
const rehearse = (body: object, role: 'viewer' | 'owner' = 'viewer') =>
  api().as(role).post('/v1/policy/rehearse', body);

test('a stricter cap would have kept some back, says which and why, and nothing is changed', async () => {
  const before = (await api().as('owner').get('/v1/touches')).body;
  const same = (await rehearse({ policy: await policy() })).body;
  expect(same).toMatchObject({ touches: 3, differing: 0, in_force: { outcomes: { sent: 3 } } });
  expect(same.draft).toEqual(same.in_force);

  const rules = await policy();
  const [cap] = rules.caps;
  const one = { ...cap, classes: ['service'], max: 1, days: 30, kinds: null, grades: {} };
  const strict = { ...rules, caps: [...rules.caps, one] };
  const { body } = await rehearse({ policy: strict });
  expect(body.draft.outcomes.sent).toBe(1);
  expect(body).toMatchObject({ touches: 3, differing: 2, in_force: { outcomes: { sent: 3 } } });
  const [late] = body.differences;
  expect(late).toMatchObject({ touch: { customer_name: 'Ann' }, was: { outcome: 'sent' } });
  expect(late.would.step.text).toMatch(/\S/);
  expect((await api().as('owner').get('/v1/touches')).body).toEqual(before);
});

test('a window that is none is said; former rules stay readable with who saved them', async () => {
  const rules = await policy();
  const future = await rehearse({ policy: rules, to: '2030-01-01T00:00:00Z' });
  expect([future.status, future.body.code]).toEqual([422, 'rehearsal_future']);
  const none = await rehearse({
    policy: rules,
    from: '2026-02-02T00:00:00Z',
    to: '2026-02-01T00:00:00Z',
  });
  expect(none.body).toMatchObject({ code: 'rehearsal_window', pointer: '/from' });
  const empty = await rehearse({
    policy: rules,
    from: '2025-01-01T00:00:00Z',
    to: '2025-02-01T00:00:00Z',
  });
  expect(empty.body).toMatchObject({ touches: 0, differing: 0, differences: [] });

  await api()
    .as('owner')
    .send('PUT', '/v1/policy', { policy: { ...rules, caps: [] }, over: 0 });
  const { data } = (await api().as('viewer').get('/v1/policy/versions')).body;
  expect(data).toMatchObject([
    { number: 1, policy: { caps: [] }, by: expect.stringMatching(/\S/) },
  ]);
});
