import { fail, ok, type Result } from '../../../kernel/index.ts';
import type { World } from '../types.ts';
import type { SmtpConfig, SmtpSecrets } from './config.ts';
import { openPool } from './pool.ts';
import { judge, type SmtpTrouble } from './replies.ts';

/** Connects and signs in; no letter is written. */
export async function checkSmtp(
  config: SmtpConfig,
  secrets: SmtpSecrets,
  world: World,
): Promise<Result<{ note: string | null }>> {
  const pool = openPool(config, secrets, world);
  try {
    await pool.verify();
    return ok({ note: null });
  } catch (error) {
    const outcome = judge(error as SmtpTrouble, false, config.host, '');
    if ('problem' in outcome) return { ok: false, problem: outcome.problem };
    return fail('channel_unreachable', { host: config.host, detail: '' });
  } finally {
    pool.close();
  }
}
