import type { Db } from '../../src/platform/postgres/index.ts';
import { addShop } from './people.ts';
import { gamma, randomFrom, simulate, type Shop } from './buyers.ts';

export interface Bought {
  customer: number;
  /** 'YYYY-MM-DD' */
  day: string;
  /** Minor units. */
  gross: number;
}

const DAY_MS = 86_400_000;

/** A simulated shop's purchases in the ledger, one order each at noon; gives what was written. */
export async function writeSimulated(
  db: Db,
  shop: Shop,
  seed: number,
  lastDay: string,
): Promise<Bought[]> {
  const past = simulate(shop, seed);
  const random = randomFrom(seed + 1);
  const end = Date.parse(lastDay);
  const bought = past.times.flatMap((times, i) => {
    const first = end - Math.round(past.age[i]! * 7) * DAY_MS;
    const rate = gamma(random, 3.7, 1500);
    return [0, ...times].map((weeks) => ({
      customer: i + 1,
      day: new Date(first + Math.round(weeks * 7) * DAY_MS).toISOString().slice(0, 10),
      gross: Math.max(1, Math.round(gamma(random, 6, rate))),
    }));
  });
  await db.tx(async (tx) => {
    const shopId = await addShop(tx);
    await tx.run(
      `INSERT INTO customer (id, person_id, key_kind, key_scope, key_value, name, known_at, changed_at) OVERRIDING SYSTEM VALUE
       SELECT n, n, 'nick', 'taobao', 'buyer-' || n, 'Buyer ' || n, '2020-01-01', '2020-01-01' FROM generate_series(1, $1::int) n`,
      [past.x.length],
    );
    await tx.run(
      `INSERT INTO orders (shop_id, number, customer_id, kind, status, placed_at, purchased_at, placed_day, purchased_day, currency, goods, gross, known_at, changed_at)
       SELECT $1, 'N' || n, c, 'order', 'paid', d::date + interval '4 hours', d::date + interval '4 hours', d::date, d::date, 'CNY', g, g, d::date, d::date
       FROM unnest($2::bigint[], $3::text[], $4::bigint[]) WITH ORDINALITY AS t(c, d, g, n)`,
      [
        shopId,
        ...(['customer', 'day', 'gross'] as const).map((name) => bought.map((one) => one[name])),
      ],
    );
  });
  return bought;
}
