import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text).digest();

/** The `Authorization` of TC3-HMAC-SHA256 (cloud.tencent.com: "签名方法 v3"), over a JSON body. */
export function tc3(
  request: { host: string; service: string; body: string; at: Date },
  secretId: string,
  secretKey: string,
): string {
  const { host, service, body, at } = request;
  const date = at.toISOString().slice(0, 10);
  const canonical = `POST\n/\n\ncontent-type:application/json\nhost:${host}\n\ncontent-type;host\n${sha256(body)}`;
  const scope = `${date}/${service}/tc3_request`;
  const seconds = Math.floor(at.getTime() / 1000);
  const key = hmac(hmac(hmac(`TC3${secretKey}`, date), service), 'tc3_request');
  const text = `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${sha256(canonical)}`;
  return `TC3-HMAC-SHA256 Credential=${secretId}/${scope}, SignedHeaders=content-type;host, Signature=${hmac(key, text).toString('hex')}`;
}
