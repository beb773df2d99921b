import type { Macro } from '../macro.ts';
import { POPULATION } from './population.ts';
import { AS_MACRO } from './sources.ts';
import { stagesText, traitsText } from './text.ts';

export { cyclesText, populationText, parcelsText, soldPricesText } from './population.ts';
export type { Sources } from './sources.ts';
export { stagesText, traitsText } from './text.ts';

/** `persons` is a list of person ids, or NULL for all. */
export const TRAITS: Macro[] = [
  ...POPULATION,
  { name: 'traits', parameters: 'as_of, shops, money_in, persons', sql: traitsText(AS_MACRO) },
  {
    name: 'stages',
    parameters: 'as_of, shops, money_in',
    sql: stagesText({ ...AS_MACRO, scope: '' }),
  },
];
