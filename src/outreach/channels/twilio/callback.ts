import { fail, ok, type Problem, type Result } from '../../../kernel/index.ts';
import { keyOrNull } from '../callbacks.ts';
import type { CallbackEvent, CallbackRequest } from '../types.ts';
import { VENDOR } from './call.ts';
import { isSigned } from './sign.ts';

type Told = Pick<CallbackEvent, 'type' | 'permanent' | 'problem'>;

const problem = (code: string, vendorCode: string): Problem => ({
  code,
  params: { vendor: VENDOR, code: vendorCode, detail: '' },
});

/** 30005 no such number, 30006 a landline, 21610 they wrote STOP; other failures may pass. */
function undelivered(code: string): Told {
  if (code === '21610')
    return {
      type: 'bounced',
      permanent: true,
      problem: problem('channel_refused_by_person', code),
    };
  if (code === '30005' || code === '30006')
    return { type: 'bounced', permanent: true, problem: problem('channel_address_invalid', code) };
  return { type: 'failed', problem: problem('channel_undelivered', code) };
}

/** Statuses on the way (queued, sent, …) are no news. */
function tell(status: string, fields: URLSearchParams): Told | undefined {
  if (status === 'delivered') return { type: 'delivered' };
  if (status === 'read') return { type: 'opened' };
  if (status === 'failed' || status === 'undelivered')
    return undelivered(fields.get('ErrorCode') ?? '');
  return undefined;
}

function eventsOf(request: CallbackRequest, fields: URLSearchParams, at: Date): CallbackEvent[] {
  const sid = fields.get('MessageSid');
  const status = fields.get('MessageStatus') ?? fields.get('SmsStatus') ?? '';
  const touchKey = keyOrNull(new URL(request.url).searchParams.get('touch'));
  if (status === 'received' || (fields.has('Body') && !fields.has('MessageStatus'))) {
    const text = fields.get('Body') ?? '';
    const address = fields.get('From');
    return [{ type: 'replied', providerId: null, touchKey: null, address, text, at }];
  }
  const told = tell(status, fields);
  return told
    ? [{ ...told, providerId: sid, touchKey, address: fields.get('To'), text: null, at }]
    : [];
}

/**
 * Receipts and replies, signed. There is no time in them, so `at` is now, and a replay is as good as the
 * original: the caller remembers what it obeyed.
 */
export function parseTwilio(
  request: CallbackRequest,
  authToken: string,
  now: Date,
): Result<{ events: CallbackEvent[]; answer?: { body: string; type: string } }> {
  if (!URL.canParse(request.url)) return fail('callback_unreadable', { detail: 'URL' });
  const fields = new URLSearchParams(request.method === 'POST' ? request.body.toString() : '');
  const signature = request.headers.get('x-twilio-signature') ?? '';
  if (!isSigned(request.url, fields, signature, authToken)) return fail('callback_signature');
  const events = eventsOf(request, fields, now);
  return ok({ events, answer: { body: '<Response/>', type: 'text/xml' } });
}
