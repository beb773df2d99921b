import { beforeAll, expect, test } from 'vitest';
import { testApi, type TestApi } from '../../test/support/api.ts';
import { addCustomer, addOrder, addShop, DAY_ONE, insert } from '../../test/support/people.ts';

const ready = testApi({ roles: ['owner'] });
let api: TestApi;

async function ask(query: string): Promise<[number, string?, string?]> {
  const { status, body } = await api.as('owner').get(`/v1/reports/returning?${query}`);
  return [status, body.pointer, body.detail];
}

beforeAll(() => {
  api = ready();
});

test('a region or category that nobody has is said in words, with the one that was probably meant', async () => {
  expect(await ask('region=Kent')).toEqual([
    ...[422, '/region'],
    'No customer’s address names a province or state here, so “Kent” narrows nothing.',
  ]);
  await api.ctx.db.tx(async (tx) => {
    const shop = await addShop(tx);
    const ann = await addCustomer(tx, { province: 'Yorkshire' });
    await addOrder(tx, shop, ann, {});
    await insert(tx, 'product', {
      shop_id: shop,
      sku: 't',
      title: 'Tea',
      category: '茶叶',
      known_at: DAY_ONE,
    });
  });
  expect((await ask('region=Yorkshire'))[0]).toBe(200);
  expect(await ask('region=Yorkshir')).toEqual([
    ...[422, '/region'],
    'No customer with a purchase is in “Yorkshir”. Did you mean Yorkshire?',
  ]);
  expect(await ask('category=cups')).toEqual([
    ...[422, '/category'],
    'No product is of the category “cups”. There are, for example: 茶叶.',
  ]);
  const list = await api.as('owner').get('/v1/customers?report=returning&key=all&region=Kent');
  expect([list.status, list.body.code]).toEqual([422, 'region_unknown']);
});
