import { z } from 'zod';
import { askVendor, type VendorAnswer } from '../outcome.ts';
import type { World } from '../types.ts';

export const VENDOR = 'Twilio';

export const TwilioConfig = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i),
  /** A number in E.164, a name, or the id of a messaging service (MG…). */
  from: z.string().regex(/^(\+\d{5,15}|MG[0-9a-f]{32}|[\w &+-]{1,11})$/i),
  /** Where receipts go; the touch's key is added. */
  statusCallback: z.url({ protocol: /^https?$/ }).optional(),
  endpoint: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
});
export type TwilioConfig = z.infer<typeof TwilioConfig>;
export const TwilioSecrets = z.strictObject({ authToken: z.string().min(1).max(200) });
export type TwilioSecrets = z.infer<typeof TwilioSecrets>;

export interface Account {
  config: TwilioConfig;
  secrets: TwilioSecrets;
  world: World;
}

/** What every call that fails is answered with. */
export const Refused = z.object({ code: z.number(), message: z.string().default('') });

/** One call of the 2010-04-01 version, below the account. */
export function act<T>(
  path: string,
  form: URLSearchParams | undefined,
  answer: z.ZodType<T>,
  { config, secrets, world }: Account,
  signal: AbortSignal,
): Promise<VendorAnswer<T>> {
  const { accountSid, endpoint } = config;
  const login = Buffer.from(`${accountSid}:${secrets.authToken}`).toString('base64');
  const url = new URL(`/2010-04-01/Accounts/${accountSid}${path}`, endpoint).href;
  const headers = {
    authorization: `Basic ${login}`,
    ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
  };
  const request = form
    ? { url, method: 'POST' as const, headers, body: form.toString(), answer }
    : { url, method: 'GET' as const, headers, answer };
  return askVendor(request, world, signal);
}
