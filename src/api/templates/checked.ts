import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  approvalsOf,
  checkDraft,
  findTemplate,
  mannersFor,
  mannersOf,
  sendersOf,
  type SavedTemplate,
  type Verdict,
  type Draft,
  type Manner,
} from '../../outreach/templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, type AppContext } from '../context.ts';

type Asking = Pick<Tx, 'query'>;

export async function templateOf(
  ctx: AppContext,
  tx: Asking,
  id: string,
): Promise<Result<SavedTemplate>> {
  const inner = innerId(ctx, 'tpl', id);
  const found = inner === undefined ? undefined : await findTemplate(tx, inner);
  return found ? ok(found) : fail('not_found');
}

/** Those that hold where this business sells. */
export async function mannersHere(tx: Asking): Promise<Manner[]> {
  const { all } = await sendersOf(tx);
  const platforms = all.flatMap(({ platform }) => (platform === null ? [] : [platform]));
  return mannersFor(await mannersOf(tx), platforms);
}

/** A draft held against this business: its shops, its addresses, its platforms. */
export async function checkedHere(
  ctx: AppContext,
  tx: Asking,
  { kind, class: touchClass, params, variants }: Draft,
  now: Date,
): Promise<Verdict> {
  const senders = await sendersOf(tx);
  // One shop without an address is enough to speak of it: the text may go out in its name.
  const sender = senders.all.find(({ address }) => address === null) ?? senders.of(null);
  const at = { sender, hasPublicUrl: ctx.publicUrl !== undefined, now };
  const draft = { kind, class: touchClass, params, variants };
  return checkDraft(draft, { ...at, manners: await mannersHere(tx) });
}

export const approvalsFor = (tx: Asking, template: SavedTemplate) => approvalsOf(tx, [template.id]);
