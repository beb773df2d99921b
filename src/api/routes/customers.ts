import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  customerPage,
  CustomerPatch,
  editCustomer,
  erasePerson,
  mergeCustomers,
  ordersOf,
  timeline,
  undoChange,
  unmergeProfile,
} from '../../ledger/customers/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import {
  ById,
  customerOf,
  CustomerAnswer,
  CustomerOrder,
  detailRoutes,
  editAs,
  Edited,
  listRoutes,
  maskChanges,
  maskOrder,
  maskPage,
  presentOrder,
  presentPage,
  presentTimeline,
  TimelineEntry,
  traitRoutes,
} from '../customers/index.ts';
import { Cursor, decodeCursor, encodeCursor, Limit, listOf, page } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { can, type Actor } from '../permissions.ts';
import type { Tx } from '../../platform/postgres/index.ts';

const ORDERS_SHOWN = 20;
const OrderMark = z.object({ at: z.iso.datetime(), id: z.int() });
const TimelineMark = z.object({ at: z.string().max(40), type: z.string().max(40), id: z.int() });
const Paged = z.object({ cursor: Cursor, limit: Limit });
const orderMark = (order: { placed_at: Date; id: number }) => ({
  at: order.placed_at.toISOString(),
  id: order.id,
});

interface ListAsked {
  tx: Tx;
  actor: Actor;
  params: { id: string };
  query: { cursor?: string | undefined; limit: number };
}

/** A page of what belongs to one customer: whose, of which shops, from where, and one row more than shown. */
async function pageAsked<S extends z.ZodType>(
  ctx: AppContext,
  { tx, actor, params, query }: ListAsked,
  mark: S,
) {
  const person = await customerOf(ctx, tx, actor, params.id);
  if (!person.ok) return person;
  const before = decodeCursor(mark, query.cursor);
  if (!before.ok) return before;
  const { profiles } = person.value;
  const { shopIds } = actor;
  return ok({ profiles, shopIds, limit: query.limit + 1, before: before.value });
}

/** Both ways of saying which version was on screen: the field, or If-Match with the ETag of the page. */
function seenVersion(patch: CustomerPatch, ifMatch: string | undefined): CustomerPatch {
  const quoted = /^(?:W\/)?"(.+)"$/.exec(ifMatch ?? '')?.[1];
  if (patch.changed_at !== undefined || quoted === undefined) return patch;
  return {
    ...patch,
    changed_at: z.iso.datetime().safeParse(quoted).data ?? new Date(0).toISOString(),
  };
}

function readRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}',
    tag: 'customers',
    summary: 'Everything about one customer but the timeline',
    permission: 'customers.read',
    params: ById,
    answer: CustomerAnswer,
    run: async ({ tx, actor, params, now, c }) => {
      const profile = innerId(ctx, 'cus', params.id);
      if (profile === undefined) return fail('not_found');
      const query = { profile, shopIds: actor.shopIds, orders: ORDERS_SHOWN + 1 };
      const found = await customerPage(tx, query, now);
      if (!found.ok) return found;
      const whole = can(actor, 'contacts.read') ? found.value : maskPage(found.value);
      const { rows, next_cursor: next } = page(whole.orders, ORDERS_SHOWN, orderMark);
      c.header('etag', `"${whole.card.changed_at.toISOString()}"`);
      return ok(presentPage(ctx, { ...whole, orders: rows }, next));
    },
  });

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}/orders',
    tag: 'customers',
    summary: 'A customer’s orders with lines, parcels, reviews and refunds',
    permission: 'customers.read',
    params: ById,
    query: Paged,
    answer: listOf(CustomerOrder),
    run: async ({ tx, actor, params, query }) => {
      const asked = await pageAsked(ctx, { tx, actor, params, query }, OrderMark);
      if (!asked.ok) return asked;
      const { rows, next_cursor } = page(await ordersOf(tx, asked.value), query.limit, orderMark);
      const seen = can(actor, 'contacts.read') ? rows : rows.map(maskOrder);
      return ok({ data: seen.map((row) => presentOrder(ctx, row)), next_cursor });
    },
  });
}

function timelineRoute(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/customers/{id}/timeline',
    tag: 'customers',
    summary: 'What happened with a customer, the latest first',
    permission: 'customers.read',
    params: ById,
    query: Paged,
    answer: listOf(TimelineEntry),
    run: async ({ tx, actor, params, query }) => {
      const asked = await pageAsked(ctx, { tx, actor, params, query }, TimelineMark);
      if (!asked.ok) return asked;
      const items = await timeline(tx, asked.value);
      const open = can(actor, 'contacts.read');
      const last = items.length > query.limit ? items[query.limit - 1] : undefined;
      return ok({
        data: items
          .slice(0, query.limit)
          .map((item) => presentTimeline(ctx, open ? item : maskItem(item))),
        next_cursor: last ? encodeCursor({ at: last.mark, type: last.type, id: last.id }) : null,
      });
    },
  });
}

type Item = Awaited<ReturnType<typeof timeline>>[number];

function maskItem(item: Item): Item {
  if (item.type !== 'change') return item;
  const changes = maskChanges(item.data['changes'] as Parameters<typeof maskChanges>[0]);
  return { ...item, data: { ...item.data, changes } };
}

function changeRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/customers/{id}',
    tag: 'customers',
    summary:
      'Change what is known of a customer; with changed_at or If-Match only if nobody was quicker',
    permission: 'customers.edit',
    params: ById,
    body: CustomerPatch,
    answer: Edited,
    run: ({ params, body, c, ...asked }) => {
      const patch = seenVersion(body, c.req.header('if-match'));
      const fields = Object.keys(body).filter((field) => field !== 'changed_at');
      const edit = (who: Parameters<typeof editCustomer>[1]) =>
        editCustomer(asked.tx, who, patch, asked.now);
      return editAs(ctx, asked, params.id, 'customer.updated', edit, fields);
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/customers/{id}/changes/{change_id}/undo',
    tag: 'customers',
    summary: 'Undo a change, unless something newer changed the same',
    permission: 'customers.edit',
    params: ById.extend({ change_id: z.string() }),
    status: 204,
    run: async ({ tx, actor, params, now }) => {
      const person = await customerOf(ctx, tx, actor, params.id);
      if (!person.ok) return person;
      const changeId = innerId(ctx, 'chg', params.change_id);
      if (changeId === undefined) return fail('not_found');
      const undone = await undoChange(
        tx,
        { profile: person.value.id, changeId, byUser: actor.userId },
        now,
      );
      if (!undone.ok) return undone;
      await writeAudit(tx, { action: 'customer.undone', ...actor, object: params.id }, now);
      return ok(undefined);
    },
  });
}

function personRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/customers/{id}/merge',
    tag: 'customers',
    summary: 'The other customer is this one; undo it as any change',
    permission: 'customers.merge',
    params: ById,
    body: z.strictObject({ customer_id: z.string() }),
    answer: Edited,
    run: async ({ params, body, ...asked }) => {
      const other = await customerOf(ctx, asked.tx, asked.actor, body.customer_id);
      if (!other.ok) return fail('not_found', {}, '/customer_id');
      return editAs(ctx, asked, params.id, 'customer.merged', (who) =>
        mergeCustomers(asked.tx, who, other.value.id, asked.now),
      );
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/customers/{id}/unmerge',
    tag: 'customers',
    summary: 'One of the customer’s profiles is somebody else',
    permission: 'customers.merge',
    params: ById,
    body: z.strictObject({ profile_id: z.string() }),
    answer: Edited,
    run: ({ params, body, ...asked }) => {
      const profile = innerId(ctx, 'cus', body.profile_id);
      return editAs(ctx, asked, params.id, 'customer.unmerged', async (who) =>
        profile === undefined
          ? fail('not_found', {}, '/profile_id')
          : unmergeProfile(asked.tx, who, profile, asked.now),
      );
    },
  });

  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/customers/{id}/erase',
    tag: 'customers',
    summary: 'Forget this person for ever; the sums stay',
    permission: 'customers.erase',
    params: ById,
    status: 204,
    run: async ({ tx, actor, params, now }) => {
      const person = await customerOf(ctx, tx, actor, params.id);
      if (!person.ok) return person;
      const erased = await erasePerson(tx, person.value.id, now);
      if (!erased.ok) return erased;
      const object = publicId(ctx, 'cus', person.value.id);
      await writeAudit(tx, { action: 'customer.erased', ...actor, object }, now);
      return ok(undefined);
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  listRoutes(app, ctx);
  readRoutes(app, ctx);
  traitRoutes(app, ctx);
  timelineRoute(app, ctx);
  changeRoutes(app, ctx);
  detailRoutes(app, ctx);
  personRoutes(app, ctx);
}
