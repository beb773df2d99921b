import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';

const api = testApi({ roles: ['owner'] });

test('a report takes a segment as its text, its id or a ready one’s key; a mistake in it is said at the parameter, in words', async () => {
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
  const { body: saved } = await owner.post('/v1/segments', {
    name: 'Twice',
    text: 'number_of_orders >= 2',
  });
  const { segments } = (await owner.get('/v1/reports')).body;
  expect(segments[0]).toEqual({ segment: saved.id, name: 'Twice', saved: true });
  for (const { segment } of [segments[0], segments.at(-1)]) {
    const chosen = await owner.get(`/v1/reports/returning?segment=${segment}`);
    expect([chosen.status, chosen.body.months]).toEqual([200, []]);
  }
  const gone = await owner.get('/v1/reports/returning?segment=seg_nothing');
  expect(gone.status).toBe(404);
});
