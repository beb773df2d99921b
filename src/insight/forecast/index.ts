export { choiceFor } from './choose.ts';
export { listForecasts, type ForecastRow } from './customers.ts';
export { fitModel } from './fitted.ts';
export { hiddenBecause } from './rules.ts';
export { FitAnswer, Hidden, Model } from './schema.ts';
export type { Scope } from './store.ts';
export { totalsFor } from './totals-for.ts';
