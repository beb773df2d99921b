import { z } from 'zod';
import { ok, type Result } from '../../kernel/index.ts';
import { ReportFilters } from '../../insight/reports/index.ts';
import {
  countCustomers,
  customerSort,
  listCustomers,
  type CustomerQuestion,
  type CustomerRow as Listed,
} from '../../insight/customers/index.ts';
import { writeAudit, type AuditAction } from '../../ledger/audit/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { countedListOf, Cursor, Limit } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { can, type Actor } from '../permissions.ts';
import { time } from '../present.ts';
import { peopleOf } from '../report-filters.ts';
import { AsOf, Days, reportShops } from '../reported.ts';
import { maskFor } from './mask.ts';
import { CustomerRow } from './schema.ts';
import type { Format } from '../sheet.ts';
import { sheetResponse } from './sheet.ts';

const Filters = ReportFilters.extend({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Name, nick, phone or its last four digits, email, order or tracking number'),
  sort: customerSort.default('-last_order'),
  shop: z.string().optional().describe('Persons known there, with the figures of that shop'),
  tag: z.string().max(60).optional(),
  as_of: AsOf,
  ...Days,
  min_orders: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('At least so many purchases; erased customers are counted, without a name'),
  report: z
    .string()
    .max(40)
    .optional()
    .describe('Whom one of this report’s numbers counts, under the filters of the report'),
  key: z.string().max(300).optional().describe('Which number: as the report’s view names it'),
});

type Asked = Omit<CustomerQuestion, 'cursor' | 'limit'>;

type Query = z.output<typeof Filters>;
interface Call {
  actor: Actor;
  query: Query;
  now: Date;
  c: { req: { query(): Record<string, string> } };
}

/** Whom a report's number counts, with figures as of its day and of its shops. */
async function counted(
  ctx: AppContext,
  { actor, query, now, c }: Call,
  report: string,
): Promise<Result<Asked>> {
  const { search, sort, tag, key = '' } = query;
  const found = await peopleOf(ctx, { actor, report, key, query, raw: c.req.query(), now });
  if (!found.ok) return found;
  const { people, asOf, shops } = found.value;
  return ok({ search, sort, tag, people, asOf, shops: shops ?? undefined });
}

/** Who asks as a report does gets the report's shops; a plain list is of everybody one may see. */
async function askedOf(ctx: AppContext, call: Call): Promise<Result<Asked>> {
  const { actor, query } = call;
  if (query.report !== undefined) return counted(ctx, call, query.report);
  const { shop, search, sort, tag, as_of: asOf, from, to, min_orders: minOrders } = query;
  const reported = await reportShops(ctx, actor, shop);
  if (!reported.ok) return reported;
  const isReport = [shop, asOf, from, to, minOrders].some((one) => one !== undefined);
  const shops = (isReport ? reported.value.shops : actor.shopIds) ?? undefined;
  return ok({ search, sort, tag, shops, asOf, from, to, minOrders });
}

function presentRow(
  ctx: AppContext,
  seesContacts: boolean,
  row: Listed,
): z.input<typeof CustomerRow> {
  const mask = maskFor(seesContacts);
  const { name, nick, erased, tags, orders, spend, currency } = row;
  return {
    ...{ id: publicId(ctx, 'cus', row.id), name, nick, erased, tags, orders, spend, currency },
    phone: mask(row.phone ?? row.phone_masked),
    email: mask(row.email),
    region: row.province,
    city: row.city,
    first_order: time(row.first_order),
    last_order: time(row.last_order),
    first_order_day: row.first_order_day,
    last_order_day: row.last_order_day,
    shops: row.shops.map((id) => publicId(ctx, 'shop', id)),
  };
}

/** Reading many people's data at once leaves a line: how many, never whom or what was looked for. */
const audited = (
  ctx: AppContext,
  actor: Actor,
  action: AuditAction,
  details: Record<string, number | string | boolean>,
  now: Date,
) => ctx.db.tx((tx) => writeAudit(tx, { action, ...actor, details }, now));

/** An answer counted anew costs the same for few rows and for many. */
const pageFor = ({ shops, asOf, from, to }: Asked): number =>
  [shops, asOf, from, to].every((one) => one === undefined) ? 1000 : 20_000;

async function* pagesOf(ctx: AppContext, asked: Asked): AsyncGenerator<Listed[]> {
  const limit = pageFor(asked);
  for (let cursor: string | undefined; ;) {
    const found = await listCustomers(await ctx.lens(), ctx.db, { ...asked, cursor, limit });
    if (!found.ok) throw new Error(found.problem.code);
    if (found.value.rows.length > 0) yield found.value.rows;
    if (found.value.nextCursor === null) return;
    cursor = found.value.nextCursor;
  }
}

export function listRoutes(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers',
    tag: 'customers',
    summary: 'Customers, one row a person',
    permission: 'customers.read',
    query: Filters.extend({ cursor: Cursor, limit: Limit }),
    answer: countedListOf(CustomerRow),
    run: async ({ actor, query, now, c }) => {
      const asked = await askedOf(ctx, { actor, query, now, c });
      if (!asked.ok) return asked;
      const { cursor, limit } = query;
      const lens = await ctx.lens();
      const found = await listCustomers(lens, ctx.db, { ...asked.value, cursor, limit });
      if (!found.ok) return found;
      const counts = (query.min_orders ?? query.report) !== undefined && cursor === undefined;
      const count = counts ? await countCustomers(lens, ctx.db, asked.value) : null;
      const { rows, nextCursor } = found.value;
      const open = can(actor, 'contacts.read');
      if (open && rows.length > 0)
        await audited(ctx, actor, 'customers.listed', { count: rows.length }, now);
      const data = rows.map((row) => presentRow(ctx, open, row));
      return ok({ data, next_cursor: nextCursor, count });
    },
  });

  for (const format of ['csv', 'xlsx'] satisfies Format[])
    longEndpoint(app, ctx, {
      method: 'get',
      path: `/v1/customers.${format}`,
      tag: 'customers',
      summary: `The same as a file to edit and import again (${format.toUpperCase()})`,
      permission: 'customers.export',
      query: Filters,
      media:
        format === 'csv'
          ? 'text/csv'
          : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      run: async ({ actor, query, now, c }) => {
        const asked = await askedOf(ctx, { actor, query, now, c });
        if (!asked.ok) return asked;
        const seesContacts = can(actor, 'contacts.export');
        await audited(ctx, actor, 'customers.exported', { format, contacts: seesContacts }, now);
        const day = now.toISOString().slice(0, 10);
        return ok(
          await sheetResponse(ctx, format, pagesOf(ctx, asked.value), { seesContacts, day }),
        );
      },
    });
}
