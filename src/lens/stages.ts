import { cyclesText, stagesText } from './definitions/index.ts';
import { literals, type Day, type Kept } from './kept.ts';

const CYCLES = 'lens.main.stage_before_cycle';

/** A month before, on the same or the last day of that month. */
const before = (mark: Day): ReturnType<typeof literals> => {
  const now = literals(mark);
  return { ...now, as_of: `CAST(${now.as_of} - INTERVAL 1 MONTH AS DATE)` };
};

/** `stage_before`: everyone's stage a month before the day, for who moved since. Money is not asked of it. */
export const STAGES_BEFORE: Kept = {
  name: 'stage_before',
  follows: 'traits',
  async prepare(duck, mark) {
    await duck.run(`CREATE OR REPLACE TABLE ${CYCLES} AS ${cyclesText(before(mark))}`);
  },
  text: (mark, scope) =>
    `SELECT * EXCLUDE (amount_spent) FROM (${stagesText({
      ...before(mark),
      ...{ scope, reference_cycle: CYCLES },
      // No part of a stage.
      ...{ population: '(SELECT 1)', usual_parcels: '(SELECT 1)', sold_prices: '(SELECT 1)' },
    })})`,
};
