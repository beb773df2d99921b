import type { Macro } from './macro.ts';

/** The figures of the customer base. */
export const OVERVIEW: Macro[] = [
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
