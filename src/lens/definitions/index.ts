/**
 * DEFINITIONS.md as SQL. Each definition is one table macro; a file a theme, and this list joins them.
 * A macro may use those of files before it in the list.
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
import { FACTS } from './facts.ts';
import { FORECAST } from './forecast.ts';
import type { Macro } from './macro.ts';
import { OVERVIEW } from './overview.ts';
import { TRAITS } from './traits/index.ts';

export { historiesOver, historiesText } from './forecast.ts';
export { historyText, type HistorySources, type Place } from './history.ts';
export { isPurchase, NO_CURRENCY } from './macro.ts';
export {
  itemText,
  latestReviews,
  ODD_COLUMNS,
  oddParts,
  localDay,
  paidText,
  profitBy,
  togetherText,
  tripParts,
  zones,
} from './paid/index.ts';
export { RFM_GROUPS, rfmGroup } from './traits/groups.ts';
export {
  cyclesText,
  populationText,
  stagesText,
  traitsText,
  parcelsText,
  soldPricesText,
  type Sources,
} from './traits/index.ts';

export const MACROS: Macro[] = [...FACTS, ...OVERVIEW, ...FORECAST, ...TRAITS];

export const macroStatements = (): string[] =>
  MACROS.map(
    ({ name, parameters, scalar, sql }) =>
      `CREATE OR REPLACE MACRO lens.main.${name}(${parameters}) AS ${scalar ? '' : 'TABLE '}${sql}`,
  );
