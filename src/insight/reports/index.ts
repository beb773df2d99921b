import type { AnyReport } from './contract.ts';
import { returning } from './returning/report.ts';

/** Every report, in the order people read them. */
export const REPORTS: readonly AnyReport[] = [returning];

export type { AnyReport, Ask, Filters, Report } from './contract.ts';
export { currencyFor } from './currency.ts';
export { placesOf } from './places.ts';
export { listed, said, viewed } from './present.ts';
export { ReportFilters, ReportListed, ReportView, Said, type Cell, type Kind } from './schema.ts';
