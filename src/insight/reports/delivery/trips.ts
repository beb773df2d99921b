import { tripParts } from '../../../lens/index.ts';
import { within } from '../bought.ts';
import type { Ask } from '../contract.ts';
import { cut, ordersOf, type Whose } from '../orders.ts';
import { guestsToo, paidConditions, readsPaid } from '../paid.ts';
import type { Statement } from '../statement.ts';

const COLUMNS = 'o.purchased_at, o.purchased_day, o.received_at, o.ship_province';

const workedOut = (statement: Statement, ask: Ask, whose: Whose, name: string): string =>
  `bought AS MATERIALIZED (${ordersOf(statement, ask, 'purchases', COLUMNS, whose)}),
    ${tripParts({ of: 'bought', when: within(statement, ask.filters, 'b.purchased_day'), name })}`;

/** `trip`: a row a purchase of the asked time, guests' too, and how it came (`tripParts`). */
export function trips(statement: Statement, ask: Ask): string {
  const ends = cut(statement, ask);
  if (!readsPaid(ask)) return `${ends}, ${workedOut(statement, ask, 'all', 'trip')}`;
  const kept = `SELECT order_id, shop_id, person_id, carrier, region, until, days, late_by_time, days_late
      FROM lens.main.paid WHERE is_purchase AND ${paidConditions(statement, ask, 'purchased_day')}`;
  return guestsToo(ask)
    ? `${ends}, ${workedOut(statement, ask, 'guests', 'guests_trip')},
    trip AS NOT MATERIALIZED (${kept} UNION ALL BY NAME FROM guests_trip)`
    : `${ends}, trip AS NOT MATERIALIZED (${kept})`;
}
