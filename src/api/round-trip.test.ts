import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { addCustomer, addShop, DAY_ONE, insert } from '../../test/support/people.ts';
import { publicId } from './context.ts';

const api = testApi();

async function bringBack(text: string) {
  const owner = api().as('owner');
  const { body } = await owner.raw('/v1/imports?file_name=customers.csv', text);
  expect(body.source).toBe('generic_customers');
  const [shop] = (await owner.get('/v1/shops')).body.data;
  await owner.send('PATCH', `/v1/imports/${body.id}`, { shop_id: shop.id });
  const started = await owner.post(`/v1/imports/${body.id}/start`);
  for (;;) {
    const found = await owner.get(`/v1/imports/${started.body.id}`);
    if (found.body.state !== 'running') return found.body;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function everything(id: string) {
  const { body } = await api().as('owner').get(`/v1/customers/${id}`);
  return { ...body, changes: null, changed_at: null, identities: null };
}

test('our own export brought back changes nothing; what was edited in the spreadsheet changes, and only that', async () => {
  const { db } = api().ctx;
  const [ann, bo] = await db.tx(async (tx) => {
    const shop = await addShop(tx);
    const ann = await addCustomer(tx, {
      ...{
        name: '=Ann, "the" first',
        phone: '+8613800000001',
        email: 'ann@example.com',
        shop_id: shop,
      },
      ...{
        note: 'likes\n-oolong',
        country: 'CN',
        province: '广东省',
        city: '深圳市',
        district: '南山区',
        address: '科技园 1 号',
        gender: 'female',
        address_kind: 'company',
        climate_zone: 'hot_summer_warm_winter',
        birth_year: 1990,
      },
    });
    await insert(tx, 'customer_tag', { customer_id: ann, tag: 'vip', valid_from: DAY_ONE });
    await insert(tx, 'customer_attribute', {
      customer_id: ann,
      key: 'size',
      type: 'number',
      value: '41',
      valid_from: DAY_ONE,
    });
    await insert(tx, 'occasion', {
      customer_id: ann,
      kind: 'birthday',
      month: 5,
      day: 1,
      lunar: true,
      valid_from: DAY_ONE,
    });
    await insert(tx, 'consent', {
      customer_id: ann,
      channel: 'email',
      state: 'granted',
      address: 'ann@example.com',
      source: 'form',
      occurred_at: DAY_ONE,
      known_at: DAY_ONE,
    });
    return [ann, await addCustomer(tx, { name: 'Bo', shop_id: shop })] as const;
  });
  const ids = [ann, bo].map((id) => publicId(api().ctx, 'cus', id));
  const before = await Promise.all(ids.map(everything));
  const csv: string = (await api().as('owner').get('/v1/customers.csv')).body;
  const same = await bringBack(csv);
  expect(await Promise.all(ids.map(everything))).toEqual(before);
  expect(same).toMatchObject({ state: 'done', read: 2, unchanged: 2, accepted: 0, rejected: 0 });

  const edited = csv.replace('vip', 'vip,tea').replace('Bo', 'Bob');
  expect(await bringBack(edited.replace(',vip,tea,', ',"vip,tea",'))).toMatchObject({
    state: 'done',
    accepted: 2,
    rejected: 0,
    customers_new: 0,
  });
  expect(await everything(ids[0] ?? '')).toMatchObject({
    name: '=Ann, "the" first',
    tags: [{ tag: 'tea' }, { tag: 'vip' }],
  });
  expect(await everything(ids[1] ?? '')).toMatchObject({ name: 'Bob' });
}, 30_000);
