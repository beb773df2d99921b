/**
 * The eight groups sellers divide customers into, by whether each score is high: recency, frequency,
 * money. The one place that says which is which.
 */
export const RFM_GROUPS = [
  { r: true, f: true, m: true, group: 'important_value' },
  { r: true, f: false, m: true, group: 'important_growth' },
  { r: false, f: true, m: true, group: 'important_keep' },
  { r: false, f: false, m: true, group: 'important_winback' },
  { r: true, f: true, m: false, group: 'general_value' },
  { r: true, f: false, m: false, group: 'general_growth' },
  { r: false, f: true, m: false, group: 'general_keep' },
  { r: false, f: false, m: false, group: 'general_winback' },
] as const;

export const rfmGroup = (r: string, f: string, m: string, high: string): string =>
  `CASE WHEN ${r} IS NULL OR ${f} IS NULL OR ${m} IS NULL THEN NULL ${RFM_GROUPS.map(
    (g) =>
      `WHEN ${[
        [r, g.r],
        [f, g.f],
        [m, g.m],
      ]
        .map(([score, isHigh]) => `${String(score)} ${isHigh ? '>=' : '<'} ${high}`)
        .join(' AND ')} THEN '${g.group}'`,
  ).join(' ')} END`;
