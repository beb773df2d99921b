import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { applyChange } from './change.ts';
import type { Changed } from './edit.ts';
import { mergeCustomers } from './merge.ts';
import { lockPerson } from './person.ts';
import { tieOrder } from './tie.ts';

export type SuggestionKind = 'merge' | 'tie';

export interface Brief {
  id: number;
  name: string | null;
  nick: string | null;
  phone: string | null;
  email: string | null;
  province: string | null;
  city: string | null;
  orders: number;
}

export interface Suggestion {
  id: number;
  kind: SuggestionKind;
  reason: string;
  evidence: Record<string, unknown>;
  known_at: Date;
  /** For a merge two customers, for a tie the one whose order it might be. */
  customers: Brief[];
  order: {
    id: number;
    number: string;
    shop_id: number;
    placed_at: Date;
    gross: number;
    currency: string;
  } | null;
}

const BRIEF = (person: string): string => `(
  SELECT jsonb_build_object('id', p.id, 'name', p.name, 'nick', p.nick, 'phone', coalesce(p.phone, p.phone_masked), 'email', p.email,
    'province', p.province, 'city', p.city, 'orders',
    (SELECT count(*) FROM orders o WHERE o.customer_id IN (SELECT id FROM customer m WHERE m.person_id = p.id)))
  FROM customer p WHERE p.id = ${person})`;

/** Two texts, each with a plan of its own: about some profiles by index, about anybody by number. */
type About = 'some' | 'all';

const MERGES = (about: About): string => `
  SELECT s.id, 'merge' AS kind, s.reason, s.evidence, s.known_at, jsonb_build_array(${BRIEF('a.person_id')}, ${BRIEF('b.person_id')}) AS customers,
    NULL::jsonb AS "order"
  FROM (SELECT * FROM merge_suggestion s WHERE s.state = 'open' AND ${about === 'all' ? '$1::bigint[] IS NULL' : '(s.customer_a = ANY($1) OR s.customer_b = ANY($1))'}
          AND s.id < $2) s
  JOIN customer a ON a.id = s.customer_a JOIN customer b ON b.id = s.customer_b
  WHERE a.person_id <> b.person_id AND a.erased_at IS NULL AND b.erased_at IS NULL
    AND ($4::bigint[] IS NULL OR (a.shop_id = ANY($4) AND b.shop_id = ANY($4)))
  ORDER BY s.id DESC LIMIT $3`;

const TIES = (about: About): string => `
  SELECT s.id, 'tie' AS kind, 'likely_buyer' AS reason, s.evidence, s.known_at, jsonb_build_array(${BRIEF('c.person_id')}) AS customers,
    jsonb_build_object('id', o.id, 'number', o.number, 'shop_id', o.shop_id, 'placed_at', o.placed_at, 'gross', o.gross, 'currency', o.currency) AS "order"
  FROM tie_suggestion s JOIN orders o ON o.id = s.order_id JOIN customer c ON c.id = s.customer_id
  WHERE s.state = 'open' AND o.customer_id IS NULL AND c.erased_at IS NULL AND ${about === 'all' ? '$1::bigint[] IS NULL' : 's.customer_id = ANY($1)'} AND s.id < $2
    AND ($4::bigint[] IS NULL OR (o.shop_id = ANY($4) AND c.shop_id = ANY($4)))
  ORDER BY s.id DESC LIMIT $3`;

const START = Number.MAX_SAFE_INTEGER;

export interface SuggestionQuery {
  /** Only those about these profiles. */
  profiles?: number[];
  shopIds?: number[] | null;
  limit: number;
  /** Below which ids the next page begins; 0 for a kind that is exhausted. */
  before?: { merge: number; tie: number };
}

/** What still waits for a decision: merges first, the newest first. */
export async function listSuggestions(tx: Tx, query: SuggestionQuery): Promise<Suggestion[]> {
  const { merge = START, tie = START } = query.before ?? {};
  const profiles = query.profiles ?? null;
  const about = profiles === null ? 'all' : 'some';
  const shops = query.shopIds ?? null;
  const merges =
    merge > 1
      ? await tx.kept<Suggestion>(MERGES(about), [profiles, merge, query.limit, shops])
      : [];
  const room = query.limit - merges.length;
  const ties = room > 0 ? await tx.kept<Suggestion>(TIES(about), [profiles, tie, room, shops]) : [];
  return [...merges, ...ties];
}

interface Decision {
  kind: SuggestionKind;
  id: number;
  byUser: number | null;
  /** Null: every shop. */
  shopIds?: number[] | null;
}

interface Row {
  state: string;
  one: number;
  other: number;
  visible: boolean;
}

const FIND = {
  merge: `SELECT s.state, a.person_id AS one, b.person_id AS other,
            $2::bigint[] IS NULL OR (a.shop_id = ANY($2) AND b.shop_id = ANY($2)) AS visible
          FROM merge_suggestion s JOIN customer a ON a.id = s.customer_a JOIN customer b ON b.id = s.customer_b WHERE s.id = $1 FOR UPDATE OF s`,
  tie: `SELECT s.state, s.customer_id AS one, s.order_id AS other,
          $2::bigint[] IS NULL OR (o.shop_id = ANY($2) AND c.shop_id = ANY($2)) AS visible
        FROM tie_suggestion s JOIN orders o ON o.id = s.order_id JOIN customer c ON c.id = s.customer_id WHERE s.id = $1 FOR UPDATE OF s`,
};

async function openOne(tx: Tx, { kind, id, shopIds }: Decision): Promise<Result<Row>> {
  const row = await tx.maybe<Row>(FIND[kind], [id, shopIds ?? null]);
  if (!row?.visible) return fail('not_found');
  return row.state === 'open' ? ok(row) : fail('suggestion_decided', { state: row.state });
}

/** Who took part, so that the answer can lead to the customer. */
export type Decided = Result<{ change_id: number | null; customer: number }>;

/** The older customer stays, the other's profiles join it. */
export async function acceptSuggestion(tx: Tx, decision: Decision, now: Date): Promise<Decided> {
  const row = await openOne(tx, decision);
  if (!row.ok) return row;
  const { one, other } = row.value;
  const customer = decision.kind === 'merge' ? Math.min(one, other) : one;
  const who = { profile: customer, byUser: decision.byUser };
  const accepted = { [`${decision.kind}_suggestion:${decision.id}`]: 'accepted' };
  const done =
    decision.kind === 'merge'
      ? await mergeCustomers(tx, who, Math.max(one, other), now, accepted)
      : await tieOrder(tx, who, other, now, accepted);
  return done.ok ? ok({ ...done.value, customer }) : done;
}

export async function dismissSuggestion(tx: Tx, decision: Decision, now: Date): Promise<Decided> {
  const row = await openOne(tx, decision);
  if (!row.ok) return row;
  const person = await lockPerson(tx, row.value.one);
  if (!person.ok) return person;
  const at = { tx, now, byUser: decision.byUser, customerId: person.value.id };
  const change = await applyChange(at, {
    [`${decision.kind}_suggestion:${decision.id}`]: 'dismissed',
  });
  return ok({ change_id: change ?? null, customer: person.value.id }) satisfies Changed;
}
