import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { ordersOf, type OrderOfCustomer } from './orders-of.ts';
import * as sql from './page-sql.ts';
import { findPerson, isSeenBy } from './person.ts';
import { COLUMNS } from './rules.ts';
import { listSuggestions, type Suggestion } from './suggestions.ts';

type Texts<K extends string> = Record<K, string | null>;

/** The representative row, its gaps filled from the person's other profiles. */
export interface Card extends Texts<
  'name' | 'nick' | 'gender' | 'phone' | 'phone_masked' | 'email' | 'language' | 'country'
> {
  id: number;
  birth_year: number | null;
  province: string | null;
  city: string | null;
  district: string | null;
  address: string | null;
  address_kind: string | null;
  climate_zone: string | null;
  note: string | null;
  known_at: Date;
  changed_at: Date;
  erased_at: Date | null;
}

export interface Profile extends Texts<
  'shop_name' | 'name' | 'nick' | 'phone' | 'phone_masked' | 'email' | 'link_reason'
> {
  id: number;
  key_kind: string;
  key_scope: string;
  key_value: string;
  shop_id: number | null;
  known_at: Date;
  linked_at: Date | null;
}

export interface Figures {
  currency: string;
  orders: number;
  spend: number;
  refunds: number;
  first_order: Date | null;
  last_order: Date | null;
}

export interface Conversation {
  id: number;
  kind: string;
  channel: string | null;
  direction: string | null;
  said_at: Date;
  text: string;
  staff: string | null;
  resolved_at: Date | null;
  order_id: number | null;
  order_number: string | null;
  by_name: string | null;
}

export interface ChangeRow {
  id: number;
  at: Date;
  changes: Record<string, [unknown, unknown]>;
  undone_at: Date | null;
  by_name: string | null;
}

export interface CustomerPage {
  card: Card;
  figures: Figures[];
  profiles: Profile[];
  identities: { kind: string; scope: string; value: string; profile_id: number; known_at: Date }[];
  tags: { tag: string; since: Date }[];
  attributes: { key: string; type: string; value: string; since: Date }[];
  occasions: {
    kind: string;
    year: number | null;
    month: number;
    day: number;
    lunar: boolean;
    since: Date;
  }[];
  consents: {
    channel: string;
    purpose: string;
    state: string;
    address: string | null;
    source: string;
    proof: Record<string, unknown>;
    occurred_at: Date;
    is_current: boolean;
  }[];
  conversations: Conversation[];
  changes: ChangeRow[];
  suggestions: Suggestion[];
  orders: OrderOfCustomer[];
}

const SHOWN = [...COLUMNS, 'phone_masked'];
const CARD = `
  SELECT r.id, r.changed_at, r.erased_at, ${SHOWN.map((c) => `coalesce(r.${c}, o.${c}) AS ${c}`).join(', ')},
    (SELECT min(known_at) FROM customer WHERE id = ANY($1)) AS known_at
  FROM customer r LEFT JOIN (
    SELECT ${SHOWN.map((c) => `(array_agg(${c} ORDER BY id) FILTER (WHERE ${c} IS NOT NULL))[1] AS ${c}`).join(', ')}
    FROM customer WHERE id = ANY($1) AND id <> $2) o ON true
  WHERE r.id = $2`;

async function cardOf(tx: Tx, profiles: number[], id: number): Promise<Card> {
  const [card] = await tx.kept<Card>(CARD, [profiles, id]);
  if (!card) throw new Error(`customer ${id} was found and has no row`);
  return card;
}

export interface PageQuery {
  /** Any profile of the customer. */
  profile: number;
  /** Null: every shop. */
  shopIds: number[] | null;
  /** Orders, and one more to know whether there are others. */
  orders: number;
}

/**
 * Everything about one customer but the timeline: a fixed number of statements, however many rows. Planned
 * anew each time they took 17 ms of the database's processor, nearly all of it planning.
 */
export async function customerPage(
  tx: Tx,
  query: PageQuery,
  now: Date,
): Promise<Result<CustomerPage>> {
  await tx.keepPlans();
  const person = await findPerson(tx, query.profile);
  if (!person.ok) return person;
  const { id, profiles } = person.value;
  if (!(await isSeenBy(tx, profiles, query.shopIds))) return fail('not_found');
  return ok({
    card: await cardOf(tx, profiles, id),
    figures: await tx.kept(sql.FIGURES, [profiles, now, query.shopIds]),
    profiles: await tx.kept(sql.PROFILES, [profiles]),
    identities: await tx.kept(sql.IDENTITIES, [profiles]),
    tags: await tx.kept(sql.TAGS, [profiles]),
    attributes: await tx.kept(sql.ATTRIBUTES, [profiles, id]),
    occasions: await tx.kept(sql.OCCASIONS, [profiles, id]),
    consents: await tx.kept(sql.CONSENTS, [profiles]),
    conversations: await tx.kept(sql.CONVERSATIONS, [profiles, query.shopIds]),
    changes: await tx.kept(sql.CHANGES, [profiles]),
    suggestions: await listSuggestions(tx, { profiles, limit: 20, shopIds: query.shopIds }),
    orders: await ordersOf(tx, { profiles, shopIds: query.shopIds, limit: query.orders }),
  });
}
