import { ok, type Result } from '../../kernel/index.ts';
import type { Message, Outcome } from './types.ts';

const NOBODY: Message = {
  touchId: 0,
  key: '',
  to: '',
  language: '',
  subject: null,
  text: '',
  html: null,
  approved: null,
  unsubscribeUrl: null,
  about: {},
};

/** An account is tried like a message to nobody: whatever speaks against it is the answer. */
export async function checked(
  attempt: (signal: AbortSignal, nobody: Message) => Promise<Outcome | undefined>,
): Promise<Result<{ note: string | null }>> {
  const outcome = await attempt(AbortSignal.timeout(15_000), NOBODY);
  if (outcome && 'problem' in outcome) return { ok: false, problem: outcome.problem };
  return ok({ note: null });
}
