import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';

const api = testApi({ roles: ['owner'] });

test('a report takes a segment as its text; a mistake in it is said at the parameter, in words', async () => {
  const owner = api().as('owner');
  const good = await owner.get(
    `/v1/reports/returning?segment=${encodeURIComponent('number_of_orders >= 2')}`,
  );
  expect([good.status, good.body.months]).toEqual([200, []]);
  const bad = await owner.get(
    `/v1/reports/returning?segment=${encodeURIComponent('number_of_order >= 2')}`,
  );
  expect([bad.status, bad.body.pointer]).toEqual([422, '/segment']);
  expect(bad.body.detail).toMatch(/number_of_orders/);
  const gone = await owner.get('/v1/reports/returning?segment=seg_nothing');
  expect(gone.status).toBe(404);
});
