/** What the API answers about customers, as these pages read it. */
import type { z } from 'zod';
import type {
  CustomerAnswer,
  CustomerOrder,
  CustomerRow as Row,
  OrderRow,
  SuggestionAnswer,
  TimelineEntry,
} from '../../../api/customers/schema.ts';

export type CustomerRow = z.output<typeof Row>;

/** Province and city in one. */
export const placeOf = ({ region, city }: Pick<CustomerRow, 'region' | 'city'>): string =>
  [region, city].filter(Boolean).join(' ');
export type Customer = z.output<typeof CustomerAnswer>;
export type Order = z.output<typeof CustomerOrder>;
export type OrderLine = Order['lines'][number];
export type Profile = Customer['profiles'][number];
export type Attribute = Customer['attributes'][number];
export type Occasion = Omit<Customer['occasions'][number], 'since'>;
export type Consent = Customer['consents'][number];
export type FieldChange = Customer['changes'][number]['changes'][number];
export type TimelineItem = z.output<typeof TimelineEntry>;
export type Suggestion = z.output<typeof SuggestionAnswer>;
export type Brief = Suggestion['customers'][number];
export type UnknownOrder = z.output<typeof OrderRow>;
export type Purchase = UnknownOrder & {
  purchased_day: string;
  is_first: boolean | null;
  refunded: number | null;
};
