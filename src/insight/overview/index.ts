export { overview, type Overview } from './overview.ts';
export { average, ratio } from './rules.ts';
