import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** RFC 3986: encodeURIComponent leaves five characters that must be encoded too. */
const encode = (text: string) =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const canonicalQuery = (query: Record<string, string>): string =>
  Object.keys(query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&');

export interface AcsRequest {
  method: string;
  pathname: string;
  query: Record<string, string>;
  /** Lower case; `host` and every `x-acs-*`. */
  headers: Record<string, string>;
  body: string;
}

/** The `Authorization` of ACS3-HMAC-SHA256 (help.aliyun.com: "V3版本请求体&签名机制"). */
export function acs3(request: AcsRequest, accessKeyId: string, secret: string): string {
  const names = Object.keys(request.headers)
    .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
    .toSorted();
  const signed = names.join(';');
  const canonical = [
    request.method,
    request.pathname,
    canonicalQuery(request.query),
    ...names.map((name) => `${name}:${request.headers[name]?.trim()}`),
    '',
    signed,
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  return `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signed},Signature=${signature}`;
}

export const EMPTY_SHA256 = sha256('');
