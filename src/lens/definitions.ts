/**
 * DEFINITIONS.md as SQL. Each definition is one table macro.
 *
 * `as_of` is a DATE or a TIMESTAMP (UTC). A DATE means the end of that day in each shop's own zone, so
 * two shops may be cut at different instants; a TIMESTAMP means that instant, included. Both become
 * one exclusive bound per shop (`cutoffs`), and everything below compares instants with it.
 *
 * `shops` is a list of shop ids, or NULL for all; the figures then see only those shops, a customer's
 * first purchase included. `money_in` is the currency to convert to; NULL leaves each amount in its own,
 * and 'XXX' (ISO 4217: no currency) counts across currencies and says nothing about money.
 *
 * Names are fully qualified: an unqualified one would bind to the caller's schema, not to ours.
 */
import { minorDigits } from '../kernel/index.ts';

interface Macro {
  name: string;
  parameters: string;
  /** A table macro, unless scalar. */
  scalar?: true;
  sql: string;
}

/** The one line everybody quotes: is order `o` a purchase just before `until`? */
export const isPurchase = (until: string): string =>
  `(o.kind = 'order' AND o.purchased_at < ${until} AND (o.void_at IS NULL OR o.void_at >= ${until}))`;

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

/** Amounts as asked for: as they are, or converted (NULL without a rate). */
const converted = (
  amount: string,
): string => `coalesce(money_in, s.currency) AS currency, CASE WHEN money_in IS NULL OR money_in IN ('XXX', s.currency) THEN s.${amount}
  ELSE CAST(round(CAST(s.${amount} AS DECIMAL(18,0)) * r.factor, 0) AS BIGINT) END AS ${amount}`;

const SHIFT =
  'CAST(power(10, lens.main.minor_digits(money_in) - lens.main.minor_digits(c.currency)) AS DECIMAL(9,3))';

export const MACROS: Macro[] = [
  { name: 'minor_digits', parameters: 'code', scalar: true, sql: DIGITS },
  {
    name: 'cutoffs',
    parameters: 'as_of',
    // The only TIMESTAMPTZ in the house, on one row a shop: timezone() needs it to know the zone's rules.
    sql: `SELECT id AS shop_id, CASE typeof(as_of)
        WHEN 'DATE' THEN timezone('UTC', timezone(time_zone, CAST(CAST(as_of AS DATE) + 1 AS TIMESTAMP)))
        ELSE CAST(as_of AS TIMESTAMP) + INTERVAL 1 MICROSECOND END AS until
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
    sql: `WITH currency AS (SELECT DISTINCT currency FROM lens.main.orders WHERE money_in IS NOT NULL AND money_in <> 'XXX'),
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
  {
    name: 'customer_base',
    parameters: 'as_of, shops, money_in',
    // One row a person and currency; the row without a person holds the guests. first is the earliest
    // purchase (ties: time, then order number): one aggregate, as a window over five million orders took
    // twice the time of everything else here.
    sql: `SELECT person_id, currency, count(*) AS purchases, CAST(sum(gross) AS BIGINT) AS gross, sum(units) AS units,
        min({'at': purchased_at, 'number': number, 'id': order_id, 'gross': gross}) AS first, max(purchased_at) AS last_at,
        min(purchased_day) AS first_day, max(purchased_day) AS last_day, count(*) - count(gross) AS unrated
      FROM lens.main.priced(as_of, shops, money_in) GROUP BY person_id, currency`,
  },
  {
    name: 'overview',
    parameters: 'as_of, shops, money_in',
    // One row a currency. Two distinct days are a first day before the last one. Who pays in two
    // currencies has one first purchase all the same: earliest knows it, and is empty for most shops.
    sql: `WITH base AS (SELECT * FROM lens.main.customer_base(as_of, shops, money_in)),
      earliest AS (SELECT person_id, min(first) AS first FROM base WHERE person_id IS NOT NULL GROUP BY person_id HAVING count(*) > 1),
      marked AS (SELECT b.*, e.first IS NULL OR e.first = b.first AS has_first
        FROM base b LEFT JOIN earliest e ON e.person_id = b.person_id WHERE b.person_id IS NOT NULL),
      known AS (SELECT currency, count(*) AS customers, sum(purchases) AS purchases, sum(gross) AS gross_value, sum(units) AS units,
          count(*) FILTER (has_first) AS firsts, coalesce(sum(first.gross) FILTER (has_first), 0) AS first_value,
          count(*) FILTER (purchases >= 2) AS repeat_customers, count(*) FILTER (first_day < last_day) AS repeat_by_day, sum(unrated) AS unrated
        FROM marked GROUP BY currency),
      guests AS (SELECT currency, purchases, gross, unrated FROM base WHERE person_id IS NULL),
      back AS (SELECT currency, sum(amount) AS amount, count(*) - count(amount) AS unrated
        FROM lens.main.returns(as_of, shops, money_in) WHERE person_id IS NOT NULL GROUP BY currency),
      currencies AS (SELECT currency FROM known UNION SELECT currency FROM guests UNION SELECT currency FROM back)
      SELECT u.currency,
        CAST(coalesce(k.customers, 0) AS BIGINT) AS customers,
        CAST(coalesce(k.purchases, 0) AS BIGINT) AS purchases,
        CAST(coalesce(g.purchases, 0) AS BIGINT) AS guests_purchases,
        CAST(coalesce(g.gross, 0) AS BIGINT) AS guests_value,
        CAST(coalesce(k.gross_value, 0) AS BIGINT) AS gross_value,
        CAST(coalesce(b.amount, 0) AS BIGINT) AS refunds_value,
        CAST(coalesce(k.repeat_customers, 0) AS BIGINT) AS repeat_customers,
        CAST(coalesce(k.repeat_by_day, 0) AS BIGINT) AS repeat_customers_by_day,
        CAST(coalesce(k.firsts, 0) AS BIGINT) AS first_purchases,
        CAST(coalesce(k.first_value, 0) AS BIGINT) AS first_value,
        CAST(coalesce(k.units, 0) AS DOUBLE) AS units,
        CAST(coalesce(k.unrated, 0) + coalesce(g.unrated, 0) + coalesce(b.unrated, 0) AS BIGINT) AS unrated
      FROM currencies u
      LEFT JOIN known k ON k.currency = u.currency
      LEFT JOIN guests g ON g.currency = u.currency
      LEFT JOIN back b ON b.currency = u.currency
      ORDER BY u.currency`,
  },
];

export const macroStatements = (): string[] =>
  MACROS.map(
    ({ name, parameters, scalar, sql }) =>
      `CREATE OR REPLACE MACRO lens.main.${name}(${parameters}) AS ${scalar ? '' : 'TABLE '}${sql}`,
  );
