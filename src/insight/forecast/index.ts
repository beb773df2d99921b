export { forecastsSettled, hearForecastBugs } from './background.ts';
export { forecastOf, forecastsOf, nobody, type Many, type One, type Relation } from './beside.ts';
export { choiceAtHand, choiceFor } from './choose.ts';
export { listForecasts, type ForecastRow } from './customers.ts';
export { fitModel } from './fitted.ts';
export { hiddenBecause } from './rules.ts';
export { Because, Expected, FitAnswer, Hidden, Model } from './schema.ts';
export { readBase, type Scope } from './store.ts';
export { totalsFor } from './totals-for.ts';
