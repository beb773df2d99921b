import { sideBySide } from '../outcome.ts';
import type { Vendor } from '../types.ts';
import { checkSmtp } from './check.ts';
import { SmtpConfig, SmtpSecrets } from './config.ts';
import { openPool } from './pool.ts';
import { sendLetter, watchLetters } from './send.ts';

export { parseDsn } from './dsn.ts';

/**
 * Mail by SMTP (RFC 5321). Knows no look-up and no idempotency: a line that breaks after DATA leaves
 * the message unknown. Bounces come as mails (`parseDsn`), which a mail server hands over; reading the mailbox they come to is not done here.
 */
export const smtp: Vendor<SmtpConfig, SmtpSecrets> = {
  name: 'smtp',
  kind: 'email',
  idempotent: false,
  needsApproval: false,
  batch: 100,
  config: SmtpConfig,
  secrets: SmtpSecrets,
  open: (config, secrets, world) => {
    const pool = openPool(config, secrets, world);
    watchLetters(pool);
    return {
      send: (messages, signal) =>
        sideBySide(messages, config.connections * 2, signal, (message) =>
          sendLetter(message, config, pool, signal),
        ),
      close: () => {
        pool.close();
        return Promise.resolve();
      },
    };
  },
  check: checkSmtp,
};
