import type { z } from 'zod';
import {
  readKey,
  type ChangeRow,
  type Conversation,
  type CustomerPage,
  type OrderOfCustomer,
  type Suggestion,
  type TimelineItem,
} from '../../ledger/customers/index.ts';
import type { ListedOrder } from '../../ledger/orders/index.ts';
import { encodeId } from '../../platform/crypto/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { time } from '../present.ts';
import type {
  ConversationAnswer,
  CustomerAnswer,
  CustomerOrder,
  OrderRow,
  SuggestionAnswer,
  TimelineEntry,
} from './schema.ts';

/** Moments as the API writes them; everything else as it is. */
type Timed<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

function timed<T extends object>(row: T): Timed<T> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Date ? time(value) : value]),
  ) as Timed<T>;
}

const all = <T extends object>(rows: T[]): Timed<T>[] => rows.map(timed);

/** Merges and ties share one kind of public id: even numbers are merges. */
export const suggestionId = (
  ctx: AppContext,
  { kind, id }: Pick<Suggestion, 'kind' | 'id'>,
): string => publicId(ctx, 'sug', id * 2 + (kind === 'tie' ? 1 : 0));

export function presentOrder(
  ctx: AppContext,
  order: OrderOfCustomer,
): z.input<typeof CustomerOrder> {
  return {
    ...timed(order),
    id: publicId(ctx, 'ord', order.id),
    shop_id: publicId(ctx, 'shop', order.shop_id),
    refunds: all(order.refunds),
    parcels: all(order.parcels),
    reviews: all(order.reviews),
  };
}

export function presentSuggestion(
  ctx: AppContext,
  suggestion: Suggestion,
): z.input<typeof SuggestionAnswer> {
  const { order, customers } = suggestion;
  return {
    ...timed(suggestion),
    id: suggestionId(ctx, suggestion),
    customers: customers.map((one) => ({ ...one, id: publicId(ctx, 'cus', one.id) })),
    order: order && {
      ...order,
      id: publicId(ctx, 'ord', order.id),
      shop_id: publicId(ctx, 'shop', order.shop_id),
      placed_at: new Date(order.placed_at).toISOString(),
    },
  };
}

export function presentConversation(
  ctx: AppContext,
  row: Conversation,
): z.input<typeof ConversationAnswer> {
  const order = row.order_id === null ? null : publicId(ctx, 'ord', row.order_id);
  return { ...timed(row), id: publicId(ctx, 'cnv', row.id), order_id: order };
}

/** Bookkeeping that goes along with an edit and says nothing to a reader. */
const SILENT = new Set(['identity', 'merge_suggestion', 'tie_suggestion']);

const idIn = (ctx: AppContext, value: unknown): unknown =>
  typeof value === 'number' ? publicId(ctx, 'cus', value) : value;

function presentChange(ctx: AppContext, key: string, [before, after]: [unknown, unknown]) {
  const { kind, name } = readKey(key);
  if (kind === 'column') return { field: name, name: null, before, after };
  if (kind === 'profile')
    return {
      field: kind,
      name: publicId(ctx, 'cus', Number(name)),
      before: idIn(ctx, before),
      after: idIn(ctx, after),
    };
  if (kind === 'order') {
    const buyer = (value: unknown) => idIn(ctx, (value as { customer: number | null }).customer);
    return {
      field: kind,
      name: publicId(ctx, 'ord', Number(name)),
      before: buyer(before),
      after: buyer(after),
    };
  }
  return { field: kind, name, before, after };
}

export const presentChanges = (ctx: AppContext, changes: ChangeRow['changes']) =>
  Object.entries(changes)
    .filter(([key]) => !SILENT.has(readKey(key).kind))
    .map(([key, pair]) => presentChange(ctx, key, pair));

/** Times inside jsonb come as PostgreSQL writes them. */
const inUtc = (value: unknown): unknown =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+\+00:00$/.test(value)
    ? new Date(value).toISOString()
    : value;

const ID_OF: Record<string, 'ord' | 'cnv' | 'chg'> = { conversation: 'cnv', change: 'chg' };

export function presentTimeline(
  ctx: AppContext,
  item: TimelineItem,
): z.input<typeof TimelineEntry> {
  const data = Object.fromEntries(
    Object.entries(item.data).map(([key, value]) => [key, inUtc(value)]),
  );
  if (item.type === 'change')
    data['changes'] = presentChanges(ctx, item.data['changes'] as ChangeRow['changes']);
  const kind = ID_OF[item.type];
  return {
    at: time(item.at),
    type: item.type,
    id: kind ? publicId(ctx, kind, item.id) : encodeId(ctx.business.idKey, item.type, item.id),
    order_id: item.order_id === null ? null : publicId(ctx, 'ord', item.order_id),
    order_number: item.order_number,
    data,
  };
}

export function presentPage(
  ctx: AppContext,
  page: CustomerPage,
  nextOrders: string | null,
): z.input<typeof CustomerAnswer> {
  const { card, ...rest } = page;
  return {
    ...timed(card),
    id: publicId(ctx, 'cus', card.id),
    figures: all(rest.figures),
    profiles: rest.profiles.map((row) => ({
      ...timed(row),
      id: publicId(ctx, 'cus', row.id),
      shop_id: row.shop_id === null ? null : publicId(ctx, 'shop', row.shop_id),
    })),
    identities: rest.identities.map((row) => ({
      ...timed(row),
      profile_id: publicId(ctx, 'cus', row.profile_id),
    })),
    tags: all(rest.tags),
    attributes: all(rest.attributes),
    occasions: all(rest.occasions),
    consents: all(rest.consents),
    conversations: rest.conversations.map((row) => presentConversation(ctx, row)),
    changes: rest.changes.map((row) => ({
      ...timed(row),
      id: publicId(ctx, 'chg', row.id),
      changes: presentChanges(ctx, row.changes),
    })),
    suggestions: rest.suggestions.map((row) => presentSuggestion(ctx, row)),
    orders: rest.orders.map((row) => presentOrder(ctx, row)),
    orders_next_cursor: nextOrders,
  };
}

export function presentOrderRow(ctx: AppContext, order: ListedOrder): z.input<typeof OrderRow> {
  return {
    ...timed(order),
    id: publicId(ctx, 'ord', order.id),
    shop_id: publicId(ctx, 'shop', order.shop_id),
    customer_id: order.customer_id === null ? null : publicId(ctx, 'cus', order.customer_id),
  };
}
