import { countryOf, zonesOf } from '../../kernel/zones/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { PersonFacts } from './types.ts';

export interface Profile {
  id: number;
  person: number;
  phone: string | null;
  email: string | null;
  masked: boolean;
  country: string | null;
  province: string | null;
  has_address: boolean;
  shop: number | null;
}

export const present = <T>(values: (T | null)[]): T[] => [
  ...new Set(values.filter((one) => one !== null)),
];

export async function loadShopZones(tx: Tx): Promise<ReadonlyMap<number, string>> {
  const shops = await tx.query<{ id: number; time_zone: string }>(
    'SELECT id, time_zone FROM shop ORDER BY id',
  );
  return new Map(shops.map((shop) => [shop.id, shop.time_zone]));
}

/** Where somebody lives: by their own country and state; without one, where their shop is. */
function home(profiles: Profile[], shopZones: ReadonlyMap<number, string>) {
  const shop = profiles.find((one) => one.shop !== null)?.shop;
  const shopZone =
    (shop === undefined || shop === null ? undefined : shopZones.get(shop)) ??
    [...shopZones.values()][0] ??
    'UTC';
  const own = profiles.find((one) => one.country !== null);
  const country = own?.country ?? countryOf(shopZone);
  const zones = own ? zonesOf(own.country, own.province) : [];
  return { country, zones: zones.length > 0 ? zones : [shopZone] };
}

export type Lasting = Pick<PersonFacts, 'country' | 'zones' | 'addresses' | 'masked'>;

/** What a person's profiles say of where they live and how they are reached. */
export const lasting = (own: Profile[], shopZones: ReadonlyMap<number, string>): Lasting => ({
  ...home(own, shopZones),
  addresses: {
    email: present(own.map(({ email }) => email)),
    sms: present(own.map(({ phone }) => phone)),
    ...(own.some((one) => one.has_address) && { post: [''] }),
  },
  masked: own.some((one) => one.masked),
});
