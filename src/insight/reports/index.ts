import type { AnyReport } from './contract.ts';
import { acquisition } from './acquisition/report.ts';
import { cohorts } from './cohorts/report.ts';
import { contribution } from './contribution/report.ts';
import { cycle } from './cycle/report.ts';
import { delivery } from './delivery/report.ts';
import { forecast } from './forecast/report.ts';
import { lifecycle } from './lifecycle/report.ts';
import { loss } from './loss/report.ts';
import { products } from './products/report.ts';
import { repurchase } from './repurchase/report.ts';
import { returning } from './returning/report.ts';
import { reviews } from './reviews/report.ts';
import { rfm } from './rfm/report.ts';

/** Every report, in the order people read them. */
export const REPORTS: readonly AnyReport[] = [
  ...[returning, repurchase, cohorts, rfm, cycle, contribution, lifecycle, loss],
  ...[acquisition, delivery, reviews, products, forecast],
];

export { askOf, readied } from './ask.ts';
export type { AnyReport, Ask, Filters, Report } from './contract.ts';
export { currencyFor } from './currency.ts';
export { peopleCounted } from './people.ts';
export { placeProblem, placesOf } from './places.ts';
export { listed, said, sayingsOf, viewed } from './present.ts';
export { ReportFilters, ReportListed, ReportView, Said, type Cell, type Kind } from './schema.ts';
