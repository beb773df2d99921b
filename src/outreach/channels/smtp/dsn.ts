import { discreet } from '../outcome.ts';
import type { CallbackEvent } from '../types.ts';
import { type Fields, fields, type Part, parseMail, typeOf } from './mime.ts';
import { ofNoUse } from './replies.ts';

/** Reports are small; whatever comes after is the letter that was sent back. */
const MAX_BYTES = 2_000_000;
const KEY = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** `rfc822; someone@example.com` → the address. */
const addressOf = (value: string | undefined) => value?.replace(/^[^;]*;/, '').trim() || null;

/** The key that `compose` wrote: into the envelope id, and into the Message-ID of what came back. */
function keyOf(report: Part, perMessage: Fields): string | null {
  const returned = report.parts.find((part) =>
    ['message/rfc822', 'text/rfc822-headers', 'message/rfc822-headers'].includes(typeOf(part)),
  );
  const places = [
    perMessage.get('original-envelope-id'),
    returned && fields(returned.body.split('\n\n')[0] ?? '').get('message-id'),
    report.headers.get('in-reply-to'),
    report.headers.get('references'),
  ];
  for (const place of places) {
    const key = place && KEY.exec(place)?.[0];
    if (key) return key.toLowerCase();
  }
  return null;
}

function when(group: Fields, report: Part, now: Date): Date {
  const said = group.get('last-attempt-date') ?? report.headers.get('date') ?? '';
  const at = new Date(said);
  // A clock that runs ahead must not put an answer into the future.
  return Number.isNaN(at.getTime()) || at > now ? now : at;
}

/** What the report says of a recipient that was not reached. */
function bounce(group: Fields, address: string | null) {
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? '';
  const diagnostic = group.get('diagnostic-code')?.replace(/^smtp;\s*/i, '') ?? '';
  // Relays often say 5.0.0 where the answer that they were given says more.
  const specific = /^[25]\.0\.0$/.test(status) ? diagnostic : status;
  const reply = Number(/^\d{3}/.exec(diagnostic)?.[0]) || undefined;
  const detail = discreet(diagnostic, address ?? '');
  return {
    type: 'bounced' as const,
    permanent: ofNoUse(specific, reply) !== undefined,
    problem: { code: 'channel_bounced', params: { code: status, detail } },
  };
}

/** `failed` and `delivered` are news; `delayed`, `relayed` and `expanded` are not the end of it. */
function eventOf(group: Fields, report: Part, key: string | null, now: Date): CallbackEvent[] {
  const action = group.get('action')?.split(/\s/)[0]?.toLowerCase();
  if (action !== 'failed' && action !== 'delivered') return [];
  const address = addressOf(group.get('original-recipient') ?? group.get('final-recipient'));
  const at = when(group, report, now);
  const plain = { providerId: null, touchKey: key, address, text: null, at };
  return [{ ...plain, ...(action === 'failed' ? bounce(group, address) : { type: action }) }];
}

/** Somebody pressed "this is spam" (RFC 5965). */
function complaint(report: Part, part: Part, now: Date): CallbackEvent[] {
  const said = fields(part.body);
  if (said.get('feedback-type')?.toLowerCase() !== 'abuse') return [];
  return [
    {
      type: 'complained',
      providerId: null,
      touchKey: keyOf(report, said),
      address: said.get('original-rcpt-to')?.replace(/^<|>$/g, '') ?? null,
      text: null,
      at: when(said, report, now),
    },
  ];
}

/**
 * A mail that came back: a delivery report (RFC 3464) or a complaint (RFC 5965). Anything else, an
 * absence note too, says nothing here. Anybody can write such a mail, so only what names a touch or
 * an address that was written to should be believed.
 */
export function parseDsn(raw: Buffer, now: Date): CallbackEvent[] {
  const report = parseMail(raw.subarray(0, MAX_BYTES));
  if (typeOf(report) !== 'multipart/report') return [];
  const feedback = report.parts.find((part) => typeOf(part) === 'message/feedback-report');
  if (feedback) return complaint(report, feedback, now);
  const status = report.parts.find((part) =>
    ['message/delivery-status', 'message/global-delivery-status'].includes(typeOf(part)),
  );
  if (!status) return [];
  const [first = '', ...groups] = status.body.split(/\n(?:[ \t]*\n)+/);
  const key = keyOf(report, fields(first));
  return groups.flatMap((group) => eventOf(fields(group), report, key, now));
}
