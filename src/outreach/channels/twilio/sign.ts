import { createHmac, timingSafeEqual } from 'node:crypto';

/** `X-Twilio-Signature` (twilio.com/docs: "Validate requests"): the address and the sorted form fields. */
export function twilioSignature(url: string, fields: URLSearchParams, authToken: string): string {
  const names = [...new Set(fields.keys())].toSorted();
  const text = names.map((name) =>
    [...new Set(fields.getAll(name))]
      .toSorted()
      .map((value) => name + value)
      .join(''),
  );
  return createHmac('sha1', authToken)
    .update(url + text.join(''))
    .digest('base64');
}

/** The vendor is known to sign with and without the usual port. */
function forms(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { protocol, host, port } = new URL(url);
  if (port) return [url, url.replace(`:${port}`, '')];
  return [url, url.replace(host, `${host}:${protocol === 'https:' ? 443 : 80}`)];
}

export function isSigned(
  url: string,
  fields: URLSearchParams,
  signature: string,
  authToken: string,
): boolean {
  const given = Buffer.from(signature);
  return forms(url).some((form) => {
    const right = Buffer.from(twilioSignature(form, fields, authToken));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}
