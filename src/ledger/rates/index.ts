export { CurrencyCode, RateInput, ReportingInput } from './schema.ts';
export { listRates, removeRate, setRate, setReporting, type Rate, type Rates } from './store.ts';
