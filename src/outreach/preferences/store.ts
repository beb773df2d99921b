import { STOPPED } from '../../ledger/consent/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';

/** Purposes that a stop ends: news about one's own running order still comes. */
export const STOPPABLE = ['promotion', 'care'] as const;
type Stoppable = (typeof STOPPABLE)[number];

/** Ways that a buyer may allow or refuse, each by itself. */
export const WAYS = ['email', 'sms', 'wecom'] as const;

export interface Preferences {
  /** Whether each way may be used for each purpose now, as the latest word has it; null: nothing was said. */
  ways: { kind: string; reachable: boolean; promotion: boolean | null; care: boolean | null }[];
  fewer: boolean;
}

/**
 * Whether the page shows it ticked: an offer needs a yes, care comes until a no. A box that was ticked for somebody
 * and left alone is no consent (GDPR, recital 32), so only what differs from this is a word.
 */
export const isTicked = (purpose: Stoppable, word: boolean | null): boolean =>
  purpose === 'care' ? word !== false : word === true;

/** Ways that say something to this buyer: they can be reached there, or once said a word about it. */
export const waysShown = ({ ways }: Preferences): Preferences['ways'] =>
  ways.filter((way) => way.reachable || way.promotion !== null || way.care !== null);

/** Who says it, where and in which words: what proves a consent later. */
export interface Said {
  /** A profile of the person; the word holds for all of them. */
  customer: number;
  source: string;
  proof: Record<string, string>;
}

const LATEST = `
  SELECT DISTINCT ON (k.channel, k.purpose) k.channel, k.purpose, k.state, k.occurred_at AS at
  FROM customer c JOIN consent k ON k.customer_id = c.id
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1)
  ORDER BY k.channel, k.purpose, k.occurred_at DESC, k.id DESC`;

/** Ways to reach them, and since when each is stopped: all their addresses are, by them or by somebody they share one with. */
const REACHABLE = `
  SELECT a.channel, CASE WHEN bool_and(s.id IS NOT NULL) THEN min(s.occurred_at) END AS stopped
  FROM customer c CROSS JOIN LATERAL (VALUES ('email', c.email), ('sms', c.phone)) AS a (channel, address)
  LEFT JOIN suppression s ON s.channel = a.channel AND s.address = a.address AND s.reason = '${STOPPED}' AND s.lifted_at IS NULL
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1) AND a.address IS NOT NULL GROUP BY a.channel`;

const FEWER = `
  SELECT p.value FROM customer c JOIN preference p ON p.customer_id = c.id
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1) AND p.key = 'fewer' ORDER BY p.occurred_at DESC, p.id DESC LIMIT 1`;

type Latest = { channel: string; purpose: string; state: string; at: Date };
type Reach = { channel: string; stopped: Date | null };

export async function preferencesOf(tx: Tx, customer: number): Promise<Preferences> {
  const said = await tx.query<Latest>(LATEST, [customer]);
  const reach = await tx.query<Reach>(REACHABLE, [customer]);
  const fewer = await tx.maybe<{ value: unknown }>(FEWER, [customer]);
  const wayOf = (kind: string): Preferences['ways'][0] => {
    const reached = reach.find(({ channel }) => channel === kind);
    const stopped = reached?.stopped ?? null;
    const word = (purpose: Stoppable): boolean | null => {
      const found = said.find((one) => one.channel === kind && one.purpose === purpose);
      if (stopped && !(found && found.at > stopped)) return false;
      return found ? found.state === 'granted' : null;
    };
    const words = { promotion: word('promotion'), care: word('care') };
    return { kind, reachable: reached !== undefined, ...words };
  };
  return { ways: WAYS.map(wayOf), fewer: fewer?.value === true };
}

const SAY = `
  INSERT INTO consent (customer_id, channel, purpose, state, source, proof, occurred_at, known_at)
  SELECT $1, w.kind, w.purpose, CASE WHEN w.yes THEN 'granted' ELSE 'withdrawn' END, $2, $3, $4, $4
  FROM jsonb_to_recordset($5) AS w (kind text, purpose text, yes boolean)`;

export type Word = { kind: string; purpose: string; yes: boolean };

export async function say(
  tx: Tx,
  { customer, source, proof }: Said,
  words: Word[],
  now: Date,
): Promise<void> {
  if (words.length > 0)
    await tx.run(SAY, [customer, source, JSON.stringify(proof), now, JSON.stringify(words)]);
}

/** What somebody chose on their preference page; only what differs is a new word. */
export async function choose(
  tx: Tx,
  said: Said,
  wanted: { ways: { kind: string; promotion: boolean; care: boolean }[]; fewer: boolean },
  now: Date,
): Promise<void> {
  const before = await preferencesOf(tx, said.customer);
  const words = wanted.ways.flatMap((way) => {
    const was = before.ways.find(({ kind }) => kind === way.kind);
    return STOPPABLE.filter(
      (purpose) => was && way[purpose] !== isTicked(purpose, was[purpose]),
    ).map((purpose) => ({
      ...{ kind: way.kind, purpose, yes: way[purpose] },
    }));
  });
  await say(tx, said, words, now);
  if (wanted.fewer !== before.fewer)
    await tx.run(
      `INSERT INTO preference (customer_id, key, value, source, occurred_at, known_at) VALUES ($1, 'fewer', $2, $3, $4, $4)`,
      [said.customer, JSON.stringify(wanted.fewer), said.source, now],
    );
}
