import { discreet, failed, pause, retry, unknown } from './outcome.ts';
import type { Message, Outcome } from './types.ts';

/** What a vendor's error code comes to. Each vendor has a table of its codes beside its name in the documentation. */
export type Verdict =
  | 'throttled' // we are too fast
  | 'quota' // the account's own limit for a day or a month
  | 'person' // this person has had enough by the vendor's rules
  | 'hours' // not at this hour
  | 'credit'
  | 'key'
  | 'forbidden'
  | 'setup' // wrong application, wrong clock, wrong region
  | 'sign' // signature or sender not approved
  | 'template'
  | 'content'
  | 'address' // no such number
  | 'unwanted' // the person told the vendor to stop
  | 'rejected'
  | 'ill'; // the vendor broke down over it, perhaps after taking it

export interface Refusal {
  vendor: string;
  code: string | number;
  detail: string;
  afterSeconds?: number;
}

type Say = (params: Record<string, string | number>, refusal: Refusal) => Outcome;

const SAY: Record<Verdict, Say> = {
  throttled: (params, { afterSeconds }) => retry('channel_throttled', params, afterSeconds),
  quota: (params) => retry('channel_throttled', params, 3600),
  person: (params) => retry('channel_person_limit', params),
  hours: (params) => retry('channel_hours', params),
  credit: (params) => pause('channel_no_credit', params),
  key: (params) => pause('channel_credentials', params),
  forbidden: (params) => pause('channel_forbidden', params),
  setup: (params) => pause('channel_setup_refused', params),
  sign: (params) => pause('channel_sign_refused', params),
  template: (params) => failed('channel_template_refused', params),
  content: (params) => failed('channel_content_refused', params),
  address: (params) => failed('channel_address_invalid', params, 'invalid'),
  unwanted: (params) => failed('channel_refused_by_person', params, 'unsubscribed'),
  rejected: (params) => failed('channel_rejected', params),
  ill: (params) => unknown('channel_vendor_ill', params),
};

/**
 * A code that stands in no table is a refusal, unless the vendor's server itself was ill: then the
 * message may have been taken.
 */
export function verdictIn(
  table: Record<string, Verdict>,
  families: [RegExp, Verdict][],
  code: string,
  status: number,
): Verdict {
  const known = table[code] ?? families.find(([family]) => family.test(code))?.[1];
  return known ?? (status >= 500 ? 'ill' : 'rejected');
}

/** The outcome of a refusal; what the vendor said of it is kept without the address. */
export function refusedAs(verdict: Verdict, refusal: Refusal, message: Message): Outcome {
  const { vendor, code } = refusal;
  return SAY[verdict]({ vendor, code, detail: discreet(refusal.detail, message.to) }, refusal);
}

/** A masked or half-written number goes nowhere, so the vendor is not asked. */
export const notAPhone = ({ to }: Message, vendor: string): Outcome | undefined =>
  /^\+[1-9]\d{5,14}$/.test(to)
    ? undefined
    : failed('channel_address_invalid', { vendor, code: 'E.164' }, 'invalid');

/** China writes its own numbers without prefix, others without the plus. */
export const chineseForm = (e164: string): string =>
  e164.startsWith('+86') ? e164.slice(3) : e164.replace(/^\+/, '');

/** And back: eleven digits are Chinese, anything else begins with its country; null where it is no number. */
export function e164(number: string): string | null {
  const digits = number.replace(/\D/g, '').replace(/^00/, '');
  const whole = /^1[3-9]\d{9}$/.test(digits) ? `86${digits}` : digits;
  return /^[1-9]\d{5,14}$/.test(whole) ? `+${whole}` : null;
}

/** What a vendor says of when; never later than now, and now where it says nothing sensible. */
export const notLater = (at: Date, now: Date): Date => (at.getTime() <= now.getTime() ? at : now);

/** `2026-11-11 10:00:00`, as Chinese vendors write their time. */
export const beijingTime = (text: string | undefined, now: Date): Date =>
  notLater(new Date(`${(text ?? '').trim().replace(' ', 'T')}+08:00`), now);

/** `20261111`: the day in Beijing. */
export const beijingDay = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');
