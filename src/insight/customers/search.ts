import type { Db } from '../../platform/postgres/index.ts';

/** What a search text can mean. Names are looked for in the lens, keys in the ledger's indexes. */
export interface Meaning {
  /** Pieces of a person's words (names and nicks, each on a line of its own). */
  words: string[];
  /** Looked up exactly and as a prefix. */
  key?: string;
  /** The end of a phone number. */
  tail?: string;
}

const HAN = /\p{Script=Han}/gu;
/** Below this a prefix fits half of all order numbers. */
const SHORTEST_PREFIX = 6;
/** More hits than this are no answer; the list says the same thing with names. */
const MOST = 1000;

/**
 * Two Chinese characters are found anywhere, everything else at the start of a name or of a word in it.
 * Four digits and more may end a phone number.
 */
export function meaningOf(search: string): Meaning {
  const text = search.trim().toLowerCase();
  const han = text.match(HAN)?.length ?? 0;
  const digits = text.replace(/[\s()+-]/g, '');
  const isNumber = /^\d{4,20}$/.test(digits);
  return {
    words: [
      ...(han >= 2 ? [text] : [`\n${text}`, ` ${text}`]),
      ...(/^\d{4}$/.test(digits) ? [`#${digits}`] : []),
    ],
    ...(han === 0 && text.length >= 3 && { key: search.trim() }),
    // A number typed without its country code still ends the stored one; a leading zero is a trunk prefix.
    ...(isNumber && { tail: digits.replace(/^0+(?=\d{4})/, '') }),
  };
}

const escaped = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** As typed, in small and in capital letters: one ANY of patterns would not use the index, three ORs do. */
const startsLike = (column: string): string =>
  `(${[2, 3, 4].map((n) => `${column} LIKE $${n}`).join(' OR ')})`;

const IDENTITY = `SELECT customer_id FROM customer_identity WHERE value = ANY($1)
  UNION (SELECT customer_id FROM customer_identity WHERE ${startsLike('value')} LIMIT ${MOST})`;

const NUMBERS = `UNION SELECT customer_id FROM orders WHERE number = ANY($1)
  UNION SELECT o.customer_id FROM parcel p JOIN orders o ON o.id = p.order_id WHERE p.tracking_number = ANY($1)`;

const NUMBER_PREFIXES = `UNION (SELECT customer_id FROM orders WHERE ${startsLike('number')} LIMIT ${MOST})
  UNION (SELECT o.customer_id FROM parcel p JOIN orders o ON o.id = p.order_id WHERE ${startsLike('p.tracking_number')} LIMIT ${MOST})`;

const TAIL = `SELECT customer_id FROM customer_identity
  WHERE kind IN ('phone', 'receiver_phone') AND right(value, 4) = right($1, 4) AND value LIKE $2`;

const persons = (hits: string): string =>
  `SELECT DISTINCT c.person_id AS id FROM (${hits}) h JOIN customer c ON c.id = h.customer_id LIMIT ${MOST}`;

/** Persons found by one of their keys: phone, email, order or tracking number. Unnamed statements, so the prefixes use their indexes. */
export async function personsByKey(db: Db, { key, tail }: Meaning): Promise<number[]> {
  const found: { id: number }[] = [];
  if (key !== undefined) {
    const hits = [
      IDENTITY,
      NUMBERS,
      ...(key.length >= SHORTEST_PREFIX ? [NUMBER_PREFIXES] : []),
    ].join('\n');
    const forms = [key, key.toLowerCase(), key.toUpperCase()];
    found.push(
      ...(await db.query<{ id: number }>(persons(hits), [
        forms,
        ...forms.map((form) => `${escaped(form)}%`),
      ])),
    );
  }
  if (tail !== undefined)
    found.push(...(await db.query<{ id: number }>(persons(TAIL), [tail, `%${tail}`])));
  return [...new Set(found.map(({ id }) => id))];
}
