import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { askVendor, type VendorAnswer } from '../outcome.ts';
import type { World } from '../types.ts';
import { acs3, canonicalQuery, EMPTY_SHA256 } from './sign.ts';

export const AliyunConfig = z.strictObject({
  accessKeyId: z.string().regex(/^[\w.-]{1,128}$/),
  endpoint: z.url({ protocol: /^https?$/ }).default('https://dysmsapi.aliyuncs.com'),
});
export type AliyunConfig = z.infer<typeof AliyunConfig>;
export const AliyunSecrets = z.strictObject({ accessKeySecret: z.string().min(1).max(200) });
export type AliyunSecrets = z.infer<typeof AliyunSecrets>;

export interface Account {
  config: AliyunConfig;
  secrets: AliyunSecrets;
  world: World;
}

/** One action of the 2017-05-25 version; all parameters stand in the query, as the vendor's own kits do it. */
export function act<T>(
  action: string,
  query: Record<string, string>,
  answer: z.ZodType<T>,
  { config, secrets, world }: Account,
  signal: AbortSignal,
): Promise<VendorAnswer<T>> {
  const url = new URL('/', config.endpoint);
  const headers: Record<string, string> = {
    host: url.host,
    'x-acs-action': action,
    'x-acs-version': '2017-05-25',
    'x-acs-date': `${world.now().toISOString().slice(0, 19)}Z`,
    'x-acs-signature-nonce': randomUUID(),
    'x-acs-content-sha256': EMPTY_SHA256,
  };
  const authorization = acs3(
    { method: 'POST', pathname: '/', query, headers, body: '' },
    config.accessKeyId,
    secrets.accessKeySecret,
  );
  // As it was signed: URLSearchParams would write some characters differently.
  const address = `${url.origin}/?${canonicalQuery(query)}`;
  return askVendor(
    { url: address, method: 'POST', body: '', answer, headers: { ...headers, authorization } },
    world,
    signal,
  );
}
