import { minorDigits } from '../../kernel/index.ts';
import { isPurchase, NO_CURRENCY, type Macro } from './macro.ts';

const IS_PURCHASE = isPurchase('c.until');

const OTHER_DIGITS = Intl.supportedValuesOf('currency').filter((code) => minorDigits(code) !== 2);

const DIGITS = `CASE ${[0, 3]
  .map(
    (n) =>
      `WHEN code IN (${OTHER_DIGITS.filter((c) => minorDigits(c) === n)
        .map((c) => `'${c}'`)
        .join(', ')}) THEN ${n}`,
  )
  .join(' ')} ELSE 2 END`;

/** Amounts of `s` as asked for: as they are, or converted by the rate `r` (NULL without one). */
export const converted = (
  amount: string,
  into = 'money_in',
): string => `coalesce(${into}, s.currency) AS currency, CASE WHEN ${into} IS NULL OR ${into} IN ('${NO_CURRENCY}', s.currency) THEN s.${amount}
  ELSE CAST(round(CAST(s.${amount} AS DECIMAL(18,0)) * r.factor, 0) AS BIGINT) END AS ${amount}`;

const SHIFT =
  'CAST(power(10, lens.main.minor_digits(money_in) - lens.main.minor_digits(c.currency)) AS DECIMAL(9,3))';

/** Purchases, refunds, rates: what every other definition starts from. */
export const FACTS: Macro[] = [
  { name: 'minor_digits', parameters: 'code', scalar: true, sql: DIGITS },
  {
    name: 'cutoffs',
    parameters: 'as_of',
    // The only TIMESTAMPTZ in the house, on one row a shop: timezone() needs it to know the zone's rules.
    sql: `SELECT id AS shop_id, CASE typeof(as_of)
        WHEN 'DATE' THEN timezone('UTC', timezone(time_zone, CAST(CAST(as_of AS DATE) + 1 AS TIMESTAMP)))
        ELSE CAST(as_of AS TIMESTAMP) + INTERVAL 1 MICROSECOND END AS until,
        -- The day it then is in the shop: that of the last instant that counts.
        CASE typeof(as_of) WHEN 'DATE' THEN CAST(as_of AS DATE)
        ELSE CAST(timezone(time_zone, timezone('UTC', CAST(as_of AS TIMESTAMP))) AS DATE) END AS day
      FROM lens.main.shop`,
  },
  {
    name: 'purchases',
    parameters: 'as_of',
    // person_id is NULL for guests. Who is whom is always as known now.
    sql: `SELECT o.id AS order_id, o.shop_id, o.customer_id, p.person_id, o.number, o.purchased_at, o.purchased_day,
        o.currency, o.gross, o.units
      FROM lens.main.orders o
      JOIN lens.main.cutoffs(as_of) c ON c.shop_id = o.shop_id
      LEFT JOIN lens.main.customer p ON p.id = o.customer_id
      WHERE ${IS_PURCHASE}`,
  },
  {
    name: 'refunds',
    parameters: 'as_of',
    // Of purchases, and credit notes. A void order has left gross value, so its refunds leave too.
    sql: `SELECT r.id AS refund_id, o.id AS order_id, o.shop_id, o.customer_id, p.person_id, o.currency, r.amount,
        r.occurred_at, r.occurred_day, r.time_assumed, r.origin
      FROM lens.main.refund r
      JOIN lens.main.orders o ON o.id = r.order_id
      JOIN lens.main.cutoffs(as_of) c ON c.shop_id = o.shop_id
      LEFT JOIN lens.main.customer p ON p.id = o.customer_id
      WHERE r.occurred_at < c.until AND (o.kind = 'credit_note' OR ${IS_PURCHASE})`,
  },
  {
    name: 'rates',
    parameters: 'money_in',
    // From minor units to minor units, by the newest rate of each day or before. Per day, not per order:
    // an ASOF join of five million orders would sort them.
    sql: `WITH currency AS (SELECT DISTINCT currency FROM lens.main.orders WHERE money_in IS NOT NULL AND money_in <> '${NO_CURRENCY}'),
      day AS (SELECT purchased_day AS day FROM lens.main.orders WHERE money_in IS NOT NULL AND purchased_day IS NOT NULL
        UNION SELECT occurred_day FROM lens.main.refund WHERE money_in IS NOT NULL)
      SELECT c.currency, c.day, CAST(x.rate * ${SHIFT} AS DECIMAL(18,9)) AS factor
      FROM (SELECT * FROM currency CROSS JOIN day) c
      ASOF LEFT JOIN lens.main.exchange_rate x ON x.currency = c.currency AND x.day <= c.day`,
  },
  {
    name: 'priced',
    parameters: 'as_of, shops, money_in',
    // Purchases of the asked shops with their money.
    sql: `SELECT s.order_id, s.shop_id, s.customer_id, s.person_id, s.number, s.purchased_at, s.purchased_day, s.units, ${converted('gross')}
      FROM lens.main.purchases(as_of) s
      LEFT JOIN lens.main.rates(money_in) r ON r.currency = s.currency AND r.day = s.purchased_day
      WHERE shops IS NULL OR list_contains(shops, s.shop_id)`,
  },
  {
    name: 'sales',
    parameters: 'as_of, shops, money_in',
    // The same, knowing of each whether it is its customer's first (ties: time, then order number).
    sql: `SELECT *, person_id IS NOT NULL AND row_number() OVER (PARTITION BY person_id ORDER BY purchased_at, number, order_id) = 1 AS is_first
      FROM lens.main.priced(as_of, shops, money_in)`,
  },
  {
    name: 'returns',
    parameters: 'as_of, shops, money_in',
    sql: `SELECT s.refund_id, s.order_id, s.shop_id, s.person_id, s.occurred_at, s.occurred_day, ${converted('amount')}
      FROM lens.main.refunds(as_of) s
      LEFT JOIN lens.main.rates(money_in) r ON r.currency = s.currency AND r.day = s.occurred_day
      WHERE shops IS NULL OR list_contains(shops, s.shop_id)`,
  },
];
