import type { AppContext } from '../context.ts';
import type { App } from '../endpoint.ts';
import { routes as audit } from './audit.ts';
import { routes as bounces } from './bounces.ts';
import { routes as carried } from './carried.ts';
import { routes as carryLists } from './carry-lists.ts';
import { routes as channels } from './channels.ts';
import { routes as eachReport } from './each-report.ts';
import { routes as forecast } from './forecast.ts';
import { routes as importActions } from './import-actions.ts';
import { routes as importReports } from './import-reports.ts';
import { routes as imports } from './imports.ts';
import { routes as customers } from './customers.ts';
import { routes as invites } from './invites.ts';
import { routes as lineKinds } from './line-kinds.ts';
import { routes as manners } from './manners.ts';
import { routes as purchases } from './purchases.ts';
import { routes as rates } from './rates.ts';
import { routes as rehearsal } from './rehearsal.ts';
import { routes as reportList } from './report-list.ts';
import { routes as reports } from './reports.ts';
import { routes as road } from './road.ts';
import { routes as samples } from './samples.ts';
import { routes as orders } from './orders.ts';
import { routes as segmentQuestions } from './segment-questions.ts';
import { routes as segments } from './segments.ts';
import { routes as senders } from './senders.ts';
import { routes as session } from './session.ts';
import { routes as sessions } from './sessions.ts';
import { routes as setup } from './setup.ts';
import { routes as shops } from './shops.ts';
import { routes as suggestions } from './suggestions.ts';
import { routes as system } from './system.ts';
import { routes as templateQuestions } from './template-questions.ts';
import { routes as templateTest } from './template-test.ts';
import { routes as templates } from './templates.ts';
import { routes as today } from './today.ts';
import { routes as tokens } from './tokens.ts';
import { routes as touchByHand } from './touch-by-hand.ts';
import { routes as touches } from './touches.ts';
import { routes as users } from './users.ts';

/** The one place where routes are plugged in: a line a noun. */
const NOUNS = [
  setup,
  session,
  sessions,
  users,
  invites,
  tokens,
  audit,
  shops,
  lineKinds,
  rates,
  system,
  reports,
  reportList,
  forecast,
  eachReport,
  today,
  imports,
  importReports,
  importActions,
  samples,
  customers,
  // Before the saved ones, whose {id} would take its words for ids.
  segmentQuestions,
  segments,
  senders,
  manners,
  templateQuestions,
  templateTest,
  templates,
  orders,
  purchases,
  suggestions,
  carried,
  carryLists,
  touches,
  touchByHand,
  road,
  rehearsal,
  channels,
  bounces,
];

export function registerRoutes(app: App, ctx: AppContext): void {
  for (const routes of NOUNS) routes(app, ctx);
}
