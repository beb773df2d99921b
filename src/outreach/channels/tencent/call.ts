import { z } from 'zod';
import { refusedAs } from '../codes.ts';
import { askVendor, type VendorAnswer } from '../outcome.ts';
import type { Message, World } from '../types.ts';
import { verdictOf } from './codes.ts';
import { tc3 } from './sign.ts';

export const VENDOR = 'Tencent Cloud';

export const TencentConfig = z.strictObject({
  secretId: z.string().regex(/^[\w-]{1,128}$/),
  appId: z.string().regex(/^\d{1,20}$/),
  region: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('ap-guangzhou'),
  endpoint: z.url({ protocol: /^https?$/ }).default('https://sms.tencentcloudapi.com'),
});
export type TencentConfig = z.infer<typeof TencentConfig>;
export const TencentSecrets = z.strictObject({ secretKey: z.string().min(1).max(200) });
export type TencentSecrets = z.infer<typeof TencentSecrets>;

export interface Account {
  config: TencentConfig;
  secrets: TencentSecrets;
  world: World;
}

const Refused = z.object({
  Error: z.object({ Code: z.string(), Message: z.string().default('') }),
});

/** One action of the 2021-01-11 version. What the vendor refuses as a whole is an outcome already. */
export async function act<T>(
  action: string,
  input: object,
  response: z.ZodType<T>,
  { config, secrets, world }: Account,
  message: Message,
  signal: AbortSignal,
): Promise<VendorAnswer<T>> {
  const url = new URL('/', config.endpoint);
  const body = JSON.stringify(input);
  const at = world.now();
  const headers = {
    host: url.host,
    'content-type': 'application/json',
    'x-tc-action': action,
    'x-tc-version': '2021-01-11',
    'x-tc-region': config.region,
    'x-tc-timestamp': String(Math.floor(at.getTime() / 1000)),
    authorization: tc3(
      { host: url.host, service: 'sms', body, at },
      config.secretId,
      secrets.secretKey,
    ),
  };
  const answer = z.object({ Response: z.union([Refused, response]) });
  const got = await askVendor(
    { url: url.href, method: 'POST', headers, body, answer },
    world,
    signal,
  );
  if (!got.ok) return got;
  const refused = Refused.safeParse(got.value.Response);
  if (!refused.success) return { ...got, value: got.value.Response as T };
  const { Code: code, Message: detail } = refused.data.Error;
  const verdict = verdictOf(code, got.status);
  return { ok: false, outcome: refusedAs(verdict, { vendor: VENDOR, code, detail }, message) };
}
