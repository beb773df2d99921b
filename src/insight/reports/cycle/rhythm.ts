/**
 * `spread`: how the gaps of each thing lie. From `tally` (thing, gap and how many there are): a million
 * gaps are some hundred different ones. Quantiles by linear interpolation (type 7), as everywhere.
 */
const quantile = (q: number): string => {
  const place = `((total - 1) * ${q}::DOUBLE)`;
  const at = (n: string): string => `min(gap) FILTER (upto > ${n}(${place}))`;
  const part = `any_value(${place} - floor(${place}))`;
  return `${at('floor')} * (1 - ${part}) + ${at('ceil')} * ${part}`;
};

export const SPREAD = `
    upto AS (SELECT *, (sum(n) OVER (PARTITION BY thing ORDER BY gap))::BIGINT AS upto, (sum(n) OVER (PARTITION BY thing))::BIGINT AS total FROM tally),
    spread AS (
      SELECT thing, sum(n)::BIGINT AS gaps, sum(gap * n)::DOUBLE / sum(n)::DOUBLE AS mean,
        [${[0.5, 0.25, 0.75, 0.9].map(quantile).join(', ')}] AS q
      FROM upto GROUP BY thing)`;

export interface Rhythm {
  gaps: number;
  customers: number;
  mean: number | null;
  q: number[] | null;
}

export const rhythm = (found?: Rhythm) => {
  const [median = null, p25 = null, p75 = null, p90 = null] = found?.q ?? [];
  const { gaps = 0, customers = 0, mean = null } = found ?? {};
  return { gaps, customers, mean, median, p25, p75, p90 };
};
