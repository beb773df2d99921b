import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { importerOf } from '../../test/support/imports.ts';

const api = testApi();
const owner = () => api().as('owner');

async function shopWithPostage(): Promise<string> {
  const importer = await importerOf(api().ctx.db);
  try {
    await importer.orders([
      {
        ...{ number: '1', buyer: 'ann', status: 'paid' },
        lines: [
          { sku: 'TEA', quantity: 1, amount: 500 },
          { sku: 'POST', quantity: 1, amount: 100 },
        ],
      },
    ]);
  } finally {
    await importer.close();
  }
  const { body } = await owner().get('/v1/shops');
  return body.data[0].id;
}

const gross = async (): Promise<number> =>
  (await owner().get('/v1/reports/overview?as_of=2025-01-01')).body.gross_value;

test('shipping is suggested, said, seen in the figures and in the audit, and taken back', async () => {
  const path = `/v1/shops/${await shopWithPostage()}/line-kinds`;
  expect(await gross()).toBe(600);
  const { body } = await owner().get(path);
  expect(body).toMatchObject({
    currency: 'GBP',
    rules: [],
    suggestions: [{ sku: 'POST', kind: 'shipping', lines: 1, amount: 100 }],
  });
  const added = await owner().post(path, { sku: 'POST', kind: 'shipping' });
  expect(added).toMatchObject({ status: 201, body: { before: null, lines_changed: 1 } });
  expect(await gross()).toBe(500);
  expect((await owner().get(path)).body).toMatchObject({
    rules: [{ id: added.body.id, sku: 'POST', kind: 'shipping', lines: 1 }],
    suggestions: [],
  });
  expect((await owner().send('DELETE', `${path}/${added.body.id}`)).status).toBe(204);
  expect(await gross()).toBe(600);
  expect((await owner().send('DELETE', `${path}/${added.body.id}`)).status).toBe(404);
  const audit = await owner().get('/v1/audit');
  expect(audit.body.data.slice(0, 2)).toMatchObject([
    { action: 'lines.unruled', details: { kind: 'shipping', lines: 1 } },
    { action: 'lines.ruled', details: { sku: 'POST', kind: 'shipping', lines: 1 } },
  ]);
});

test('a rule names a code or words, never both or none', async () => {
  const { body } = await owner().get('/v1/shops');
  const path = `/v1/shops/${body.data[0].id}/line-kinds`;
  for (const wrong of [
    { kind: 'fee' },
    { sku: 'A', title: 'b', kind: 'fee' },
    { sku: 'A', kind: 'x' },
  ])
    expect((await owner().post(path, wrong)).status).toBe(422);
  expect((await owner().post('/v1/shops/none/line-kinds', { sku: 'A', kind: 'fee' })).status).toBe(
    404,
  );
});

test('rates bring currencies together in the reporting currency, and can be taken back', async () => {
  const rate = { currency: 'GBP', day: '2023-12-01', rate: 9.125 };
  expect((await owner().send('PUT', '/v1/rates', rate)).body.code).toBe(
    'reporting_currency_missing',
  );
  const chosen = await owner().send('PATCH', '/v1/rates', { reporting_currency: 'cny' });
  expect(chosen.body).toEqual({
    reporting_currency: 'CNY',
    currencies: ['GBP'],
    first_day: '2024-01-01',
    data: [],
  });
  expect((await owner().send('PUT', '/v1/rates', rate)).body).toEqual({ ...rate, before: null });
  expect((await owner().send('PUT', '/v1/rates', { ...rate, currency: 'CNY' })).body.code).toBe(
    'rate_of_itself',
  );
  const overview = await owner().get('/v1/reports/overview?as_of=2025-01-01');
  expect(overview.body).toMatchObject({ currency: 'CNY', gross_value: 5475 });
  expect((await owner().send('PATCH', '/v1/rates', { reporting_currency: 'EUR' })).body.code).toBe(
    'rates_in_the_way',
  );
  expect((await owner().send('PUT', '/v1/rates', { ...rate, rate: 9 })).body.before).toBe(9.125);
  expect((await owner().send('DELETE', '/v1/rates/GBP/2023-12-01')).status).toBe(204);
  expect((await owner().send('DELETE', '/v1/rates/GBP/2023-12-01')).status).toBe(404);
  expect((await owner().send('PATCH', '/v1/rates', { reporting_currency: null })).status).toBe(200);
  expect(await gross()).toBe(600);
  for (const wrong of [
    { ...rate, rate: 0 },
    { ...rate, day: '2023-13-01' },
    { ...rate, currency: 'QQQ' },
  ])
    expect((await owner().send('PUT', '/v1/rates', wrong)).status).toBe(422);
});
