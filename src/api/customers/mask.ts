import { maskEmail, maskPhone } from '../../kernel/index.ts';
import type { CustomerPage, OrderOfCustomer, Suggestion } from '../../ledger/customers/index.ts';

/**
 * What somebody without `contacts.read` sees of a customer. The only place that decides it: routes,
 * lists and exports all pass through here. Names stay, ways to reach a person and their street do not.
 */
export type Mask = <T extends string | null>(text: T) => T;

const looksLikePhone = (text: string): boolean => text.replaceAll(/\D/g, '').length >= 7;

export function masked<T extends string | null>(text: T): T {
  if (text === null || text === '') return text;
  if (text.includes('@')) return maskEmail(text) as T;
  return (looksLikePhone(text) ? maskPhone(text) : text) as T;
}

export const openly: Mask = (text) => text;
export const maskFor = (seesContacts: boolean): Mask => (seesContacts ? openly : masked);

const CONTACT_KEYS = new Set(['phone', 'email', 'receiver_phone']);
const isContact = (kind: string): boolean => CONTACT_KEYS.has(kind);
const HIDDEN = '***';
const hidden = <T extends string | null>(text: T): T => (text === null ? text : (HIDDEN as T));

/** Evidence and the like: every text in it that could be dialled or written to. */
export function maskValues(value: unknown): unknown {
  if (typeof value === 'string') return masked(value);
  if (Array.isArray(value)) return value.map(maskValues);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValues(inner)]));
}

export function maskOrder<T extends Pick<OrderOfCustomer, 'ship_phone' | 'ship_address'>>(
  order: T,
): T {
  return {
    ...order,
    ship_phone: masked(order.ship_phone),
    ship_address: hidden(order.ship_address),
  };
}

export function maskSuggestion(suggestion: Suggestion): Suggestion {
  const customers = suggestion.customers.map((one) => ({
    ...one,
    phone: masked(one.phone),
    email: masked(one.email),
  }));
  return {
    ...suggestion,
    customers,
    evidence: maskValues(suggestion.evidence) as Suggestion['evidence'],
  };
}

type Changes = CustomerPage['changes'][number]['changes'];

/** Before and after of the fields that reach a person. */
export function maskChanges(changes: Changes): Changes {
  const maskOne = (key: string, value: unknown): unknown => {
    if (key.startsWith('address')) return value === null ? null : HIDDEN;
    return isContact(key.replace(/@\d+$/, '')) ? maskValues(value) : value;
  };
  return Object.fromEntries(
    Object.entries(changes).map(([key, [before, after]]) => [
      key,
      [maskOne(key, before), maskOne(key, after)],
    ]),
  );
}

export function maskPage(page: CustomerPage): CustomerPage {
  const { card } = page;
  const contacts = <T extends { phone: string | null; email: string | null }>(row: T): T => ({
    ...row,
    phone: masked(row.phone),
    email: masked(row.email),
  });
  return {
    ...page,
    card: { ...contacts(card), address: hidden(card.address) },
    profiles: page.profiles.map((row) => ({
      ...contacts(row),
      key_value: isContact(row.key_kind) ? masked(row.key_value) : row.key_value,
    })),
    identities: page.identities.map((row) =>
      isContact(row.kind) ? { ...row, value: masked(row.value) } : row,
    ),
    consents: page.consents.map((row) => ({
      ...row,
      address: masked(row.address),
      proof: maskValues(row.proof) as typeof row.proof,
    })),
    changes: page.changes.map((row) => ({ ...row, changes: maskChanges(row.changes) })),
    suggestions: page.suggestions.map(maskSuggestion),
    orders: page.orders.map(maskOrder),
  };
}
