import { z } from 'zod';
import type { Tx } from '../../platform/postgres/index.ts';
import type { SenderFacts } from './facts.ts';
import { Sender } from './schema.ts';

type Asking = Pick<Tx, 'query'>;

/** Per shop's id, and `*` for every shop that says nothing of its own. */
const Saved = z.record(z.string(), Sender);
type Saved = z.output<typeof Saved>;

const KEY = 'senders';
export const EVERY_SHOP = '*';

export async function savedSenders(tx: Asking): Promise<Saved> {
  const [row] = await tx.query<{ value: unknown }>('SELECT value FROM setting WHERE key = $1', [
    KEY,
  ]);
  const saved = Saved.safeParse(row?.value);
  return saved.success ? saved.data : {};
}

/** `shop` null: for every shop without words of its own. */
export async function saveSender(tx: Tx, shop: number | null, sender: Sender): Promise<void> {
  await tx.query(
    `INSERT INTO setting (key, value) VALUES ($1, jsonb_build_object($2::text, $3::jsonb))
     ON CONFLICT (key) DO UPDATE SET value = setting.value || excluded.value`,
    [KEY, shop === null ? EVERY_SHOP : String(shop), JSON.stringify(sender)],
  );
}

interface ShopRow {
  id: number;
  name: string;
  platform: string;
  currency: string;
  zone: string;
}

const CHINESE = new Set(['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin']);

function factsOf(shop: ShopRow, saved: Saved): SenderFacts {
  const own = saved[String(shop.id)];
  const said = (key: Exclude<keyof Sender, 'name'>): string | null =>
    own?.[key] ?? saved[EVERY_SHOP]?.[key] ?? null;
  const chinese = CHINESE.has(shop.platform) || shop.currency === 'CNY';
  return {
    shopId: shop.id,
    name: own?.name ?? shop.name,
    ...{ platform: shop.platform, currency: shop.currency, zone: shop.zone },
    language: said('language') ?? (chinese ? 'zh' : 'en'),
    ...{ address: said('address'), url: said('url'), phone: said('phone') },
  };
}

export interface Senders {
  of(shop: number | null): SenderFacts;
  all: SenderFacts[];
}

/** Every shop as a sender. Without one the business itself writes. */
export async function sendersOf(tx: Asking): Promise<Senders> {
  const saved = await savedSenders(tx);
  const shops = await tx.query<ShopRow>(
    'SELECT id, name, platform, currency, time_zone AS zone FROM shop ORDER BY is_sample, id',
  );
  const all = shops.map((shop) => factsOf(shop, saved));
  const [business] = await tx.query<{ name: string }>(
    'SELECT name FROM business WHERE schema_name = current_schema()',
  );
  const nobody = {
    id: 0,
    name: business?.name ?? '',
    platform: 'other',
    currency: 'CNY',
    zone: 'UTC',
  };
  const usual = all[0] ?? { ...factsOf(nobody, saved), shopId: null, platform: null };
  const byId = new Map(all.map((sender) => [sender.shopId, sender]));
  return { all, of: (shop) => (shop === null ? usual : (byId.get(shop) ?? usual)) };
}
