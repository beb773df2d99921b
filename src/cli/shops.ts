import type { Client, Told } from './client.ts';

export interface ShopRow {
  id: string;
  name: string;
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
