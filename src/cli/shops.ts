import type { Client, Told } from './client.ts';

export interface ShopRow {
  id: string;
  name: string;
}

/** Its public id, from the name somebody typed; undefined where none was. */
export async function shopId(
  client: Client,
  name: string | undefined,
): Promise<{ ok: true; value: string | undefined } | { ok: false; problem: Told }> {
  if (name === undefined) return { ok: true, value: undefined };
  const found = await findShop(client, name);
  if (!found.ok) return found;
  return found.value
    ? { ok: true, value: found.value.id }
    : { ok: false, problem: { code: 'shop_unknown', params: { name } } };
}

/** By its name, however written. */
export async function findShop(
  client: Client,
  name: string,
): Promise<{ ok: true; value: ShopRow | undefined } | { ok: false; problem: Told }> {
  const shops = await client.call<{ data: ShopRow[] }>('GET', '/v1/shops');
  if (!shops.ok) return shops;
  return {
    ok: true,
    value: shops.value.data.find((shop) => shop.name.toLowerCase() === name.trim().toLowerCase()),
  };
}
