import { converted } from './facts.ts';
import { isPurchase } from './macro.ts';

/** What a purchase's place in its customer's history says, in the order people would put it. */
const PLACE = {
  /** The how manieth it is (ties: time, then order number). */
  nth: 'row_number() OVER placed',
  /** When the one after it was. */
  next_at: 'lead(purchased_at) OVER placed',
  /** The local day of the first. */
  first_day: 'first_value(purchased_day) OVER placed',
  /** The last day before it with a purchase; on a day with several, for all but one that day itself. */
  prev_day: 'lag(purchased_day) OVER dated',
  /** The earliest day: not that of the first, where shops stand in several zones. */
  earliest_day: 'first_value(purchased_day) OVER dated',
} as const;

export type Place = keyof typeof PLACE;
export const PLACES = Object.keys(PLACE) as Place[];

/** Which purchases, each part as SQL; every text of them is ours. */
export interface HistorySources {
  as_of: string;
  shops: string;
  money_in: string;
  /** Narrows the profiles (`WHERE …` over lens.main.customer): for the touched few. */
  scope?: string;
  /** Narrows the purchases (over order_id and person_id): their place is then that among these. */
  only?: string[];
  /** What is asked of their place: each sort costs as much as everything else. */
  places?: readonly Place[];
}

/**
 * Purchases of identified customers, each with its place in its customer's history: what most reports
 * ask. Local days are no order of instants: shops of one business may stand in several zones.
 */
export const historyText = ({
  as_of,
  shops,
  money_in,
  scope = '',
  only = [],
  places = PLACES,
}: HistorySources): string => `
WITH cut AS MATERIALIZED (SELECT shop_id, until FROM lens.main.cutoffs(${as_of})),
profile AS (SELECT id, person_id FROM lens.main.customer ${scope}),
known AS (
  SELECT o.id AS order_id, o.shop_id, p.person_id, o.number, o.purchased_at, o.purchased_day, o.units, o.goods,
    o.discount + o.platform_discount AS off, o.gross AS own_gross, o.currency, o.gross
  FROM lens.main.orders o JOIN profile p ON p.id = o.customer_id JOIN cut c ON c.shop_id = o.shop_id
  -- Inside coalesce, or the planner takes the times for a condition of the join and expects seven rows.
  WHERE coalesce(${isPurchase('c.until')}, false) AND (${shops} IS NULL OR list_contains(${shops}, o.shop_id))),
paid AS (
  SELECT s.* EXCLUDE (currency, gross), ${converted('gross', money_in)}
  FROM (SELECT * FROM known ${only.length === 0 ? '' : `WHERE ${only.join(' AND ')}`}) s
  LEFT JOIN lens.main.rates(${money_in}) r ON r.currency = s.currency AND r.day = s.purchased_day)
SELECT *${places.map((place) => `, ${PLACE[place]} AS ${place}`).join('')}
FROM paid WINDOW placed AS (PARTITION BY person_id ORDER BY purchased_at, number, order_id),
  dated AS (PARTITION BY person_id ORDER BY purchased_day, order_id)`;
