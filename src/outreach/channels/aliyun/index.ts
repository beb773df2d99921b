import { refusedAs } from '../codes.ts';
import { checked } from '../check.ts';
import { sideBySide } from '../outcome.ts';
import type { Vendor } from '../types.ts';
import { AliyunConfig, AliyunSecrets } from './call.ts';
import { parseAliyun } from './callback.ts';
import { verdictOf } from './codes.ts';
import { checkAccount, lookUp, sendSms } from './send.ts';

/**
 * Aliyun short messages (Dysmsapi 2017-05-25): one SendSms a message, its key as OutId. The vendor says itself that
 * it is not idempotent. Signature and shape are held against its own kit's (test/fixtures/outreach); what its
 * servers really answer was not tried.
 */
export const aliyun: Vendor<AliyunConfig, AliyunSecrets> = {
  name: 'aliyun',
  kind: 'sms',
  idempotent: false,
  needsApproval: true,
  batch: 50,
  config: AliyunConfig,
  secrets: AliyunSecrets,
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
    checked(async (signal, nobody) => {
      const answer = await checkAccount({ config, secrets, world }, signal);
      if (!answer.ok) return answer.outcome;
      const { Code: code, Message: detail } = answer.value;
      if (code === 'OK') return undefined;
      return refusedAs(verdictOf(code, answer.status), { vendor: 'Aliyun', code, detail }, nobody);
    }),
  parseCallback: (request, _config, _secrets, now) => parseAliyun(request, now),
};
