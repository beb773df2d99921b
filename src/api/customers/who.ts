import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit, type AuditAction } from '../../ledger/audit/index.ts';
import {
  findPerson,
  isSeenBy,
  type Changed,
  type Editor,
  type Person,
} from '../../ledger/customers/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import type { Actor } from '../permissions.ts';

export const ById = z.object({ id: z.string() });

/** The customer a path names, if there is one and the actor may see it. */
export async function customerOf(
  ctx: AppContext,
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<Result<Person>> {
  const profile = innerId(ctx, 'cus', id);
  const person = profile === undefined ? undefined : await findPerson(tx, profile);
  if (!person?.ok) return fail('not_found');
  return (await isSeenBy(tx, person.value.profiles, actor.shopIds)) ? person : fail('not_found');
}

export interface Asked {
  tx: Tx;
  actor: Actor;
  now: Date;
}

/**
 * One edit of a customer: found, done, written into the audit (which field, never its value), answered
 * with what undoes it. An edit that changed nothing leaves no line.
 */
export async function editAs(
  ctx: AppContext,
  { tx, actor, now }: Asked,
  id: string,
  action: AuditAction,
  edit: (who: Editor, person: Person) => Promise<Changed>,
  fields: string[] = [],
): Promise<Result<{ change_id: string | null }>> {
  const person = await customerOf(ctx, tx, actor, id);
  if (!person.ok) return person;
  const changed = await edit({ profile: person.value.id, byUser: actor.userId }, person.value);
  if (!changed.ok) return changed;
  const { change_id: change } = changed.value;
  if (change === null) return ok({ change_id: null });
  const object = publicId(ctx, 'cus', person.value.id);
  await writeAudit(
    tx,
    { action, ...actor, object, ...(fields.length > 0 && { details: { fields } }) },
    now,
  );
  return ok({ change_id: publicId(ctx, 'chg', change) });
}
