/**
 * Where a text about persons takes its parts from. As a macro these are its parameters; for the table
 * `trait` they are literals and tables, so that everyone and the touched few come from one text.
 */
export interface Sources {
  as_of: string;
  shops: string;
  money_in: string;
  /** Narrows the profiles inside: a filter outside would not be pushed through windows and joins. */
  scope: string;
  /** The population's parameters of that day. */
  population: string;
  reference_cycle: string;
  usual_parcels: string;
  sold_prices: string;
}

export const AS_MACRO: Sources = {
  as_of: 'as_of',
  shops: 'shops',
  money_in: 'money_in',
  scope: 'WHERE persons IS NULL OR list_contains(persons, person_id)',
  population: 'lens.main.population(as_of, shops, money_in)',
  reference_cycle: 'lens.main.reference_cycles(as_of, shops)',
  usual_parcels: 'lens.main.usual_parcels(as_of, shops)',
  sold_prices: 'lens.main.sold_prices(as_of, shops)',
};
