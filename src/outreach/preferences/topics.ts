import type { Tx } from '../../platform/postgres/index.ts';
import { topicsInUse } from '../templates/index.ts';
import { say, WAYS, type Said } from './store.ts';

export interface TopicWish {
  topic: string;
  /** What a shop writes about comes until it is refused; class and way must allow it besides. */
  wanted: boolean;
}

/** The latest word on each way about a topic; a refusal is kept like any consent, with its proof. */
const WORDS = `
  SELECT DISTINCT ON (k.channel, k.purpose) k.channel AS kind, k.purpose AS topic, k.state = 'granted' AS yes
  FROM customer c JOIN consent k ON k.customer_id = c.id
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1) AND k.channel = ANY($2) AND k.purpose = ANY($3)
  ORDER BY k.channel, k.purpose, k.occurred_at DESC, k.id DESC`;

const wordsOf = (tx: Tx, customer: number, topics: string[]) =>
  tx.query<{ kind: string; topic: string; yes: boolean }>(WORDS, [customer, [...WAYS], topics]);

/** What this shop writes about, and whether they want to read it. */
export async function topicsOf(tx: Tx, customer: number): Promise<TopicWish[]> {
  const topics = await topicsInUse(tx);
  const words = await wordsOf(tx, customer, topics);
  return topics.map((topic) => ({
    topic,
    wanted: !words.some((one) => one.topic === topic && !one.yes),
  }));
}

/** What they chose of the topics they were shown; only what differs is a new word. */
export async function chooseTopics(
  tx: Tx,
  said: Said,
  wishes: TopicWish[],
  now: Date,
): Promise<void> {
  const known = await topicsInUse(tx);
  const words = await wordsOf(tx, said.customer, known);
  const changed = wishes
    .filter(({ topic }) => known.includes(topic))
    .flatMap(({ topic, wanted }) =>
      WAYS.filter((kind) => {
        const word = words.find((one) => one.topic === topic && one.kind === kind);
        return (word?.yes ?? true) !== wanted;
      }).map((kind) => ({ kind, purpose: topic, yes: wanted })),
    );
  await say(tx, said, changed, now);
}
