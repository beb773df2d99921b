import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  customerSort,
  listCustomers,
  type CustomerRow as Listed,
} from '../../insight/customers/index.ts';
import { writeAudit, type AuditAction } from '../../ledger/audit/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { Cursor, Limit, listOf } from '../cursor.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { can, shopScope, type Actor } from '../permissions.ts';
import { time } from '../present.ts';
import { maskFor } from './mask.ts';
import { CustomerRow } from './schema.ts';
import type { Format } from '../sheet.ts';
import { sheetResponse } from './sheet.ts';

const Filters = z.object({
  search: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Name, nick, phone or its last four digits, email, order or tracking number'),
  sort: customerSort.default('-last_order'),
  shop: z.string().optional(),
  tag: z.string().max(60).optional(),
});

interface Asked {
  search?: string;
  sort: z.output<typeof customerSort>;
  tag?: string;
  shops?: number[];
}

function askedOf(ctx: AppContext, actor: Actor, query: z.output<typeof Filters>): Result<Asked> {
  const shop = query.shop === undefined ? undefined : innerId(ctx, 'shop', query.shop);
  if (query.shop !== undefined && shop === undefined) return fail('not_found', {}, '/shop');
  const shops = shopScope(actor, shop);
  if (!shops.ok) return shops;
  const { search, sort, tag } = query;
  return ok({
    sort,
    ...(search && { search }),
    ...(tag && { tag }),
    ...(shops.value && { shops: shops.value }),
  });
}

function presentRow(
  ctx: AppContext,
  seesContacts: boolean,
  row: Listed,
): z.input<typeof CustomerRow> {
  const mask = maskFor(seesContacts);
  const { name, nick, tags, orders, spend, currency } = row;
  return {
    ...{ id: publicId(ctx, 'cus', row.id), name, nick, tags, orders, spend, currency },
    phone: mask(row.phone ?? row.phone_masked),
    email: mask(row.email),
    region: [row.province, row.city].filter(Boolean).join(' ') || null,
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

const PAGE = 1000;

async function* pagesOf(ctx: AppContext, asked: Asked): AsyncGenerator<Listed[]> {
  for (let cursor: string | undefined; ;) {
    const found = await listCustomers(await ctx.lens(), ctx.db, { ...asked, cursor, limit: PAGE });
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
    answer: listOf(CustomerRow),
    run: async ({ actor, query, now }) => {
      const asked = askedOf(ctx, actor, query);
      if (!asked.ok) return asked;
      const { cursor, limit } = query;
      const found = await listCustomers(await ctx.lens(), ctx.db, {
        ...asked.value,
        cursor,
        limit,
      });
      if (!found.ok) return found;
      const { rows, nextCursor } = found.value;
      const open = can(actor, 'contacts.read');
      if (open && rows.length > 0)
        await audited(ctx, actor, 'customers.listed', { count: rows.length }, now);
      return ok({ data: rows.map((row) => presentRow(ctx, open, row)), next_cursor: nextCursor });
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
      run: async ({ actor, query, now }) => {
        const asked = askedOf(ctx, actor, query);
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
