/** As much of MIME (RFC 2045, 2046, 5322) as a report needs: headers, and the parts of a multipart. */
export interface Part {
  headers: Fields;
  body: string;
  parts: Part[];
}
/** By lower-case name; the first of several. */
export type Fields = Map<string, string>;

const MAX_PARTS = 50;

export function fields(text: string): Fields {
  const found: Fields = new Map();
  for (const line of text.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name && !found.has(name)) found.set(name, line.slice(colon + 1).trim());
  }
  return found;
}

/** `multipart/report; boundary="x"` → type and boundary. */
function contentType(headers: Fields): { type: string; boundary?: string } {
  const value = headers.get('content-type') ?? 'text/plain';
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(value);
  return {
    type: (value.split(';')[0] ?? '').trim().toLowerCase(),
    boundary: boundary?.[1] ?? boundary?.[2],
  };
}

export const typeOf = (part: Part): string => contentType(part.headers).type;

function split(body: string, boundary: string): string[] {
  const chunks: string[] = [];
  let current: string[] | undefined;
  for (const line of body.split('\n')) {
    const mark = line.trimEnd();
    if (mark === `--${boundary}` || mark === `--${boundary}--`) {
      if (current) chunks.push(current.join('\n'));
      current = mark.endsWith('--') && mark.length > boundary.length + 2 ? undefined : [];
      if (!current || chunks.length >= MAX_PARTS) return chunks;
    } else current?.push(line);
  }
  return current ? [...chunks, current.join('\n')] : chunks;
}

function decode(body: string, headers: Fields): string {
  const how = headers.get('content-transfer-encoding')?.toLowerCase();
  if (how === 'base64') return Buffer.from(body, 'base64').toString().replaceAll('\r\n', '\n');
  if (how !== 'quoted-printable') return body;
  const bytes = body
    .replace(/[ \t]*=\n/g, '')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

export function parsePart(text: string, depth = 0): Part {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
  const headers = fields(end < 0 ? text : text.slice(0, end));
  const body = end < 0 ? '' : text.slice(end).replace(/^\n{1,2}/, '');
  const { type, boundary } = contentType(headers);
  if (!type.startsWith('multipart/') || boundary === undefined || depth >= 5)
    return { headers, body: decode(body, headers), parts: [] };
  return { headers, body, parts: split(body, boundary).map((part) => parsePart(part, depth + 1)) };
}

export const parseMail = (raw: Buffer): Part =>
  parsePart(
    raw
      .toString()
      .replaceAll('\r\n', '\n')
      .replace(/^From .*\n/, ''),
  );
