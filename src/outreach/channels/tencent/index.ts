import { checked } from '../check.ts';
import { sideBySide } from '../outcome.ts';
import type { Vendor } from '../types.ts';
import { TencentConfig, TencentSecrets } from './call.ts';
import { parseTencent } from './callback.ts';
import { checkAccount, lookUp, sendSms } from './send.ts';

/**
 * Tencent Cloud short messages (sms.v20210111): one SendSms a message, its key as SessionContext. Signature and codes
 * are held against the vendor's own kits (test/fixtures/outreach); what its servers really answer was not tried.
 */
export const tencent: Vendor<TencentConfig, TencentSecrets> = {
  name: 'tencent',
  kind: 'sms',
  idempotent: false,
  needsApproval: true,
  batch: 50,
  config: TencentConfig,
  secrets: TencentSecrets,
  open: (config, secrets, world) => {
    const account = { config, secrets, world };
    return {
      send: (messages, signal) =>
        sideBySide(messages, 10, signal, (message) => sendSms(message, account, signal)),
      lookup: (message, signal) => lookUp(message, account, signal),
      close: () => Promise.resolve(),
    };
  },
  check: (config, secrets, world) =>
    checked((signal, nobody) => checkAccount({ config, secrets, world }, nobody, signal)),
  parseCallback: (request, _config, _secrets, now) => parseTencent(request, now),
};
