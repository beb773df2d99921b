import { checked } from '../check.ts';
import { sideBySide } from '../outcome.ts';
import type { Vendor } from '../types.ts';
import { TwilioConfig, TwilioSecrets } from './call.ts';
import { parseTwilio } from './callback.ts';
import { checkAccount, lookUp, sendSms } from './send.ts';

/**
 * Short messages by Twilio's Messages resource (2010-04-01). It takes no idempotency key. The signature of callbacks
 * is held against the vendor's own kit (test/fixtures/outreach); what its servers really answer was not tried.
 */
export const twilio: Vendor<TwilioConfig, TwilioSecrets> = {
  name: 'twilio',
  kind: 'sms',
  idempotent: false,
  needsApproval: false,
  batch: 50,
  config: TwilioConfig,
  secrets: TwilioSecrets,
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
  signsCallbacks: true,
  parseCallback: (request, _config, { authToken }, now) => parseTwilio(request, authToken, now),
};
