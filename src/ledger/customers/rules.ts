import { addressKind, climateZone, fail, ok, readPhone, type Result } from '../../kernel/index.ts';
import type { AttributeType, CustomerPatch, OccasionDate } from './schema.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Columns of a profile that people may change. */
export const COLUMNS = [
  ...(['name', 'nick', 'gender', 'birth_year', 'phone', 'email', 'language', 'country'] as const),
  ...(['province', 'city', 'district', 'address', 'address_kind', 'climate_zone', 'note'] as const),
] as const;
export type Column = (typeof COLUMNS)[number];

const EMAIL = /^[^\s@*]+@[^\s@*]+\.[^\s@*]+$/;
const emptied = (value: Json): Json => (value === '' ? null : value);

function phoneOf(text: string, country: string | null): Result<string> {
  const { e164, masked } = readPhone(text, country ?? undefined);
  if (e164) return ok(e164);
  return fail(masked ? 'phone_masked' : 'phone_invalid', { phone: text }, '/phone');
}

function emailOf(text: string): Result<string> {
  const email = text.toLowerCase();
  return EMAIL.test(email) ? ok(email) : fail('email_invalid', {}, '/email');
}

/** What follows from an address: the climate from the province, home or company from the words. */
function derived(edits: Record<string, Json>): Record<string, Json> {
  const { province, address } = edits;
  const zone = typeof province === 'string' ? (climateZone(province) ?? null) : null;
  const kind = typeof address === 'string' ? (addressKind(address) ?? null) : null;
  return {
    ...(province !== undefined && { climate_zone: zone }),
    ...(address !== undefined && { address_kind: kind }),
  };
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** 30 February is no day; a lunar month has at most thirty; a leap day needs a leap year, if any. */
export function isDay({ year, month, day, lunar }: OccasionDate): boolean {
  if (lunar) return day <= 30;
  if (year === null || month !== 2 || day !== 29) return day <= (DAYS[month - 1] ?? 0);
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** A form's fields as the ledger keeps them: phones in E.164, emails lower-cased, emptiness as null. */
export function readPatch(
  patch: CustomerPatch,
  country: string | null,
): Result<Record<string, Json>> {
  const { birthday, changed_at: _, ...fields } = patch;
  const edits: Record<string, Json> = {};
  for (const [field, value] of Object.entries(fields))
    if (value !== undefined) edits[field] = emptied(value);
  if (typeof edits['phone'] === 'string') {
    const phone = phoneOf(edits['phone'], (edits['country'] as string | undefined) ?? country);
    if (!phone.ok) return phone;
    edits['phone'] = phone.value;
  }
  if (typeof edits['email'] === 'string') {
    const email = emailOf(edits['email']);
    if (!email.ok) return email;
    edits['email'] = email.value;
  }
  if (birthday && !isDay(birthday)) return fail('day_invalid', {}, '/birthday');
  if (birthday !== undefined) edits['occasion:birthday'] = birthday;
  return ok({ ...derived(edits), ...edits });
}

/** An attribute's value as it is stored: the text that its type reads back. */
export function readAttribute(
  type: AttributeType,
  value: string | number | boolean,
): Result<string> {
  const text = String(value).trim();
  const fits = {
    text: true,
    number: text !== '' && Number.isFinite(Number(text)),
    date: /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
    boolean: text === 'true' || text === 'false',
  }[type];
  return fits
    ? ok(type === 'number' ? String(Number(text)) : text)
    : fail('attribute_type', { type, value: text }, '/value');
}

/**
 * A change's key says what was changed and, where it was not the row the change hangs on, whose:
 * `name`, `tag:vip`, `email@17`.
 */
export interface Place {
  kind: string;
  name: string;
  profile: number | undefined;
}

export function readKey(key: string): Place {
  const [, place = key, profile] = /^(.*)@(\d+)$/s.exec(key) ?? [];
  const colon = place.indexOf(':');
  const kind = colon < 0 ? 'column' : place.slice(0, colon);
  return {
    kind,
    name: place.slice(colon + 1),
    profile: profile === undefined ? undefined : Number(profile),
  };
}
