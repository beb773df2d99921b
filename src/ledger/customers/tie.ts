import { fail, ok } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { applyChange } from './change.ts';
import type { Changed, Editor } from './edit.ts';
import { lockPerson } from './person.ts';
import type { Json } from './rules.ts';

/** An order of an unknown buyer becomes this customer's; undone like any change. */
export async function tieOrder(
  tx: Tx,
  who: Editor,
  orderId: number,
  now: Date,
  also: Record<string, Json> = {},
): Promise<Changed> {
  const person = await lockPerson(tx, who.profile);
  if (!person.ok) return person;
  const order = await tx.maybe<{ customer_id: number | null }>(
    'SELECT customer_id FROM orders WHERE id = $1 FOR UPDATE',
    [orderId],
  );
  if (!order) return fail('not_found');
  if (order.customer_id !== null) return fail('order_tied');
  const edits = { ...also, [`order:${orderId}`]: { customer: who.profile, untied_reason: null } };
  const at = { tx, now, byUser: who.byUser, customerId: person.value.id };
  return ok({ change_id: (await applyChange(at, edits)) ?? null });
}
