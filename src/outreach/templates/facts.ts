import type { Surroundings } from './filters.ts';
import type { Param } from './schema.ts';
import { clean, cleanUrl, Money, readDay } from './values.ts';
import { calledIn } from './variables.ts';

/** Who writes, as the ledger and the settings know it. */
export interface SenderFacts {
  shopId: number | null;
  name: string;
  platform: string | null;
  currency: string;
  zone: string;
  language: string;
  address: string | null;
  url: string | null;
  phone: string | null;
}

export interface LastOrder {
  number: string;
  title: string | null;
  units: number;
  day: string;
  amount: number;
  currency: string;
  carrier: string | null;
  tracking: string | null;
  shipped_at: string | null;
  received_at: string | null;
}

/** What is known of one customer, and who writes to them. */
export interface Facts {
  customer: {
    name: string | null;
    nick: string | null;
    city: string | null;
    country: string | null;
    /** What they asked for themselves. */
    wish: string | null;
    language: string | null;
    orders: number;
    since: string | null;
  };
  last_order: LastOrder | null;
  sender: SenderFacts;
}

export interface Links {
  unsubscribe: string | null;
  preferences: string | null;
}

/** What changes from message to message besides the customer. */
export interface Occasion {
  now: Date;
  language: string;
  links: Links;
  /** The customer's, where it is known; else the shop's. */
  zone: string | null;
  params: Record<string, unknown>;
  declared: readonly Param[];
}

export const NO_LINKS: Links = { unsubscribe: null, preferences: null };

/**
 * What the platform masked is no name: nobody is called 王**. Neither is a phone or a mail address that
 * somebody chose as a nick, so no text holds a way to reach a person.
 */
const nameOf = (name: string | null): string | null => {
  const text = clean(name);
  return text === null || /[*@]|(\d\D*){7}/.test(text) ? null : text;
};

/** Of a name in Latin letters its first word; a Chinese one is said whole. */
const firstName = (name: string | null): string | null =>
  name === null || /[^\p{Script=Latin}\s.'’-]/u.test(name) ? name : (name.split(/\s+/)[0] ?? null);

export const surroundings = (facts: Facts, { language, zone }: Occasion): Surroundings => ({
  language,
  currency: facts.sender.currency,
  zone: zone ?? facts.sender.zone,
});

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

function lastOrder(order: LastOrder | null, today: string, { zone, language }: Surroundings) {
  const day = (value: string | null | undefined) => readDay(value, zone, language);
  return {
    number: clean(order?.number),
    title: clean(order?.title),
    units: order?.units ?? null,
    day: day(order?.day),
    days_since: order ? Math.max(0, daysBetween(order.day, today)) : null,
    amount: order ? new Money(order.amount, order.currency, language) : null,
    carrier: clean(order?.carrier),
    tracking: clean(order?.tracking),
    shipped_day: day(order?.shipped_at),
    received_day: day(order?.received_at),
  };
}

interface Sum {
  minor: number;
  currency: string;
}
const isSum = (value: unknown): value is Sum =>
  typeof value === 'object' &&
  value !== null &&
  Number.isSafeInteger((value as Sum).minor) &&
  /^[A-Z]{3}$/.test((value as Sum).currency);

function paramOf(type: Param['type'], value: unknown, around: Surroundings): unknown {
  if (type === 'url') return cleanUrl(value);
  if (type === 'date') return readDay(value, around.zone, around.language);
  if (type === 'money')
    return isSum(value) ? new Money(value.minor, value.currency, around.language) : null;
  if (type === 'number')
    return value !== '' && Number.isFinite(Number(value ?? NaN)) ? Number(value) : null;
  return clean(value);
}

/** Every declared variable, null where there is nothing to say: what a template may read, and no more. */
export function scopeOf(facts: Facts, occasion: Occasion) {
  const around = surroundings(facts, occasion);
  const { customer, sender } = facts;
  const today = readDay(occasion.now.toISOString(), around.zone, around.language)!;
  const called = calledIn(occasion.language);
  const name = nameOf(customer.name);
  return {
    customer: {
      name: name ?? nameOf(customer.nick) ?? called,
      first_name: firstName(name) ?? called,
      nick: nameOf(customer.nick),
      city: clean(customer.city),
      orders: customer.orders,
      since: readDay(customer.since, around.zone, around.language),
    },
    shop: {
      name: clean(sender.name),
      url: cleanUrl(sender.url),
      phone: clean(sender.phone),
      address: clean(sender.address),
    },
    last_order: lastOrder(facts.last_order, today.iso, around),
    today,
    unsubscribe_url: cleanUrl(occasion.links.unsubscribe),
    preferences_url: cleanUrl(occasion.links.preferences),
    params: Object.fromEntries(
      occasion.declared.map(({ name: param, type }) => [
        param,
        paramOf(
          type,
          Object.hasOwn(occasion.params, param) ? occasion.params[param] : null,
          around,
        ),
      ]),
    ),
  };
}
export type Scope = ReturnType<typeof scopeOf>;
