import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { ConversationKind } from './schema.ts';

export interface NewConversation {
  profile: number;
  orderId: number | null;
  kind: ConversationKind;
  channel: string | null;
  direction: 'in' | 'out' | null;
  saidAt: Date;
  text: string;
  staff: string | null;
  byUser: number | null;
}

/** The same words at the same time are one conversation, however often they are sent. */
export async function logConversation(
  tx: Tx,
  said: NewConversation,
  now: Date,
): Promise<Result<{ id: number }>> {
  const customer = await tx.maybe<{ erased: boolean }>(
    'SELECT erased_at IS NOT NULL AS erased FROM customer WHERE id = $1 FOR SHARE',
    [said.profile],
  );
  if (!customer) return fail('not_found');
  if (customer.erased) return fail('customer_erased');
  if (said.saidAt > now) return fail('not_yet', {}, '/said_at');
  if (said.orderId !== null && !(await isTheirs(tx, said.profile, said.orderId)))
    return fail('order_of_another', {}, '/order_id');
  const made = await tx.maybe<{ id: number }>(
    `INSERT INTO conversation (customer_id, order_id, kind, channel, direction, said_at, text, staff, by_user, known_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
    [
      said.profile,
      said.orderId,
      said.kind,
      said.channel,
      said.direction,
      said.saidAt,
      said.text,
      said.staff,
      said.byUser,
      now,
    ],
  );
  if (made) return ok(made);
  return ok(
    await tx.one<{ id: number }>(
      `SELECT id FROM conversation WHERE customer_id = $1 AND said_at = $2 AND md5(text) = md5($3) AND coalesce(direction, '') = coalesce($4, '')`,
      [said.profile, said.saidAt, said.text, said.direction],
    ),
  );
}

async function isTheirs(tx: Tx, profile: number, orderId: number): Promise<boolean> {
  const { theirs } = await tx.one<{ theirs: boolean }>(
    `SELECT EXISTS (SELECT FROM orders o JOIN customer b ON b.id = o.customer_id JOIN customer c ON c.id = $1
       WHERE o.id = $2 AND b.person_id = c.person_id) AS theirs`,
    [profile, orderId],
  );
  return theirs;
}

/** A complaint is settled, or open again. */
export async function resolveComplaint(
  tx: Tx,
  profiles: number[],
  id: number,
  resolvedAt: Date | null,
): Promise<Result<{ id: number }>> {
  const row = await tx.maybe<{ kind: string }>(
    'SELECT kind FROM conversation WHERE id = $1 AND customer_id = ANY($2) FOR UPDATE',
    [id, profiles],
  );
  if (!row) return fail('not_found');
  if (row.kind !== 'complaint') return fail('not_a_complaint');
  await tx.run('UPDATE conversation SET resolved_at = $2 WHERE id = $1', [id, resolvedAt]);
  return ok({ id });
}
