import type { Tx } from '../../platform/postgres/index.ts';

/** Purposes that a stop ends: news about one's own running order still comes. */
const STOPPABLE = ['promotion', 'care'] as const;
type Stoppable = (typeof STOPPABLE)[number];

/** Ways that a buyer may allow or refuse, each by itself. */
const WAYS = ['email', 'sms', 'wecom'] as const;

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
  SELECT DISTINCT ON (k.channel, k.purpose) k.channel, k.purpose, k.state
  FROM customer c JOIN consent k ON k.customer_id = c.id
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1)
  ORDER BY k.channel, k.purpose, k.occurred_at DESC, k.id DESC`;

const REACHABLE = `
  SELECT bool_or(email IS NOT NULL) AS email, bool_or(phone IS NOT NULL) AS sms FROM customer
  WHERE person_id = (SELECT person_id FROM customer WHERE id = $1)`;

const FEWER = `
  SELECT p.value FROM customer c JOIN preference p ON p.customer_id = c.id
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1) AND p.key = 'fewer' ORDER BY p.occurred_at DESC, p.id DESC LIMIT 1`;

export async function preferencesOf(tx: Tx, customer: number): Promise<Preferences> {
  const said = await tx.query<{ channel: string; purpose: string; state: string }>(LATEST, [
    customer,
  ]);
  const reach = await tx.one<{ email: boolean | null; sms: boolean | null }>(REACHABLE, [customer]);
  const fewer = await tx.maybe<{ value: unknown }>(FEWER, [customer]);
  const word = (kind: string, purpose: string): boolean | null => {
    const found = said.find((one) => one.channel === kind && one.purpose === purpose);
    return found ? found.state === 'granted' : null;
  };
  return {
    ways: WAYS.map((kind) => ({
      kind,
      reachable: kind === 'email' ? reach.email === true : kind === 'sms' && reach.sms === true,
      promotion: word(kind, 'promotion'),
      care: word(kind, 'care'),
    })),
    fewer: fewer?.value === true,
  };
}

const SAY = `
  INSERT INTO consent (customer_id, channel, purpose, state, source, proof, occurred_at, known_at)
  SELECT $1, w.kind, w.purpose, CASE WHEN w.yes THEN 'granted' ELSE 'withdrawn' END, $2, $3, $4, $4
  FROM jsonb_to_recordset($5) AS w (kind text, purpose text, yes boolean)`;

type Word = { kind: string; purpose: Stoppable; yes: boolean };

async function say(
  tx: Tx,
  { customer, source, proof }: Said,
  words: Word[],
  now: Date,
): Promise<void> {
  if (words.length > 0)
    await tx.run(SAY, [customer, source, JSON.stringify(proof), now, JSON.stringify(words)]);
}

/** Stop, by one way or by all: everything but news about a running order. Said twice it stays said. */
export async function stop(tx: Tx, said: Said, kind: string | null, now: Date): Promise<void> {
  const before = await preferencesOf(tx, said.customer);
  const words = before.ways
    .filter((way) => kind === null || way.kind === kind)
    .flatMap((way) =>
      STOPPABLE.filter((purpose) => way[purpose] !== false).map((purpose) => ({
        kind: way.kind,
        purpose,
        yes: false,
      })),
    );
  await say(tx, said, words, now);
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
