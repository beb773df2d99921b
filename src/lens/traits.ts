import {
  cyclesText,
  parcelsText,
  soldPricesText,
  populationText,
  traitsText,
  type Sources,
} from './definitions/index.ts';
import { literals, type Day, type Kept } from './kept.ts';

const TABLES = {
  population: 'lens.main.trait_population',
  reference_cycle: 'lens.main.trait_cycle',
  usual_parcels: 'lens.main.trait_parcels',
  sold_prices: 'lens.main.trait_price',
};

/** `trait` as it must be, over the parameters of its mark. */
export const sources = (mark: Day, scope: string): Sources => ({
  ...literals(mark),
  scope,
  ...TABLES,
});

/**
 * `trait`: one row a person, for segments and lists. Everyone and the touched are done over the
 * parameters the population had when everyone was last done.
 */
export const TRAITS: Kept = {
  name: 'trait',
  follows: 'traits',
  async prepare(duck, mark) {
    const from = sources(mark, '');
    const texts = {
      population: populationText(from),
      reference_cycle: cyclesText(from),
      usual_parcels: parcelsText(from),
      sold_prices: soldPricesText(from),
    };
    for (const [name, table] of Object.entries(TABLES))
      await duck.run(`CREATE OR REPLACE TABLE ${table} AS ${texts[name as keyof typeof texts]}`);
  },
  // Asked for with every segment; to look through the rows each time took longer than most counts.
  settle: (duck) =>
    duck.run(`UPDATE lens.main.trait_mark SET
      currency = (SELECT CASE WHEN min(currency) = max(currency) THEN min(currency) END FROM lens.main.trait),
      erased = (SELECT count(*) FROM lens.main.person_row WHERE erased)`),
  text: (mark, scope) => traitsText(sources(mark, scope)),
};
