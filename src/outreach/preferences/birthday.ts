import type { Result } from '../../kernel/index.ts';
import { removeOccasion, setOccasion, type OccasionDate } from '../../ledger/customers/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';

const BIRTHDAY = `
  SELECT o.year, o.month, o.day, o.lunar FROM customer c JOIN occasion o ON o.customer_id = c.id AND o.kind = 'birthday' AND o.valid_to IS NULL
  WHERE c.person_id = (SELECT person_id FROM customer WHERE id = $1) ORDER BY (c.id = c.person_id) DESC, c.id LIMIT 1`;

export type Birthday = OccasionDate;

export const birthdayOf = (tx: Tx, customer: number): Promise<Birthday | undefined> =>
  tx.maybe<Birthday>(BIRTHDAY, [customer]);

const isSame = (a: Birthday | undefined, b: Omit<Birthday, 'year'> | null): boolean =>
  a && b ? a.month === b.month && a.day === b.day && a.lunar === b.lunar : !a && !b;

/** Their birthday as they say it: the year that is known stays, unless the calendar is another. Null: forget it. */
export async function sayBirthday(
  tx: Tx,
  customer: number,
  birthday: Omit<Birthday, 'year'> | null,
  now: Date,
): Promise<Result<unknown>> {
  const before = await birthdayOf(tx, customer);
  if (isSame(before, birthday)) return { ok: true, value: null };
  const who = { profile: customer, byUser: null };
  if (!birthday) return removeOccasion(tx, who, 'birthday', now);
  const year = before?.lunar === birthday.lunar ? before.year : null;
  return setOccasion(tx, who, 'birthday', { ...birthday, year }, now);
}
