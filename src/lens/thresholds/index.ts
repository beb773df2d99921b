import { Thresholds } from './schema.ts';

export { Thresholds } from './schema.ts';

export const DEFAULT_THRESHOLDS: Thresholds = Thresholds.parse({});

/** What the ledger's setting says, over the defaults. Whatever is no threshold any more is left out. */
export function readThresholds(setting: string | null): Thresholds {
  if (setting === null) return DEFAULT_THRESHOLDS;
  const read = Thresholds.safeParse(JSON.parse(setting));
  return read.success ? read.data : DEFAULT_THRESHOLDS;
}

/** The table of one row that the macros read. */
export const thresholdTable = (thresholds: Thresholds): string =>
  `CREATE OR REPLACE TABLE lens.main.threshold AS SELECT ${Object.entries(thresholds)
    .map(([name, value]) => `CAST(${value} AS DOUBLE) AS ${name}`)
    .join(', ')}`;
