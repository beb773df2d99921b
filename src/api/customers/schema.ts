import { z } from 'zod';

/** What the API answers about customers, orders and suggestions. */
const time = z.iso.datetime();
const maybe = z.string().nullable();
const moment = time.nullable();
const day = z.iso.date().nullable();

export const CustomerRow = z
  .object({
    id: z.string(),
    name: maybe,
    nick: maybe,
    erased: z.boolean(),
    phone: maybe,
    email: maybe,
    region: maybe.describe('The province or state of their address'),
    city: maybe,
    tags: z.array(z.string()),
    orders: z.int(),
    spend: z.int(),
    currency: maybe,
    first_order: moment,
    last_order: moment,
    first_order_day: day.describe('In the shop’s time zone'),
    last_order_day: day.describe('In the shop’s time zone'),
    shops: z.array(z.string()),
  })
  .meta({ id: 'CustomerRow' });

const Figures = z.object({
  currency: z.string(),
  orders: z.int(),
  spend: z.int().describe('Gross value of purchases'),
  refunds: z.int(),
  first_order: moment,
  last_order: moment,
});

const Profile = z.object({
  id: z.string(),
  key_kind: z.string(),
  key_scope: z.string(),
  key_value: z.string(),
  shop_id: maybe,
  shop_name: maybe,
  name: maybe,
  nick: maybe,
  phone: maybe,
  email: maybe,
  known_at: time,
  linked_at: moment,
  link_reason: maybe,
});

const Scan = z.object({ scanned_at: z.string(), status: z.string(), text: z.string() });

export const Line = z.object({
  kind: z.string(),
  sku: maybe,
  title: maybe,
  variant: maybe,
  quantity: z.string(),
  unit_price: maybe.optional(),
  line_discount: z.int().optional(),
  amount: z.int(),
});

const Parcel = z.object({
  carrier: maybe,
  tracking_number: z.string(),
  state: z.string(),
  province: maybe,
  shipped_at: moment,
  promised_at: moment,
  delivered_at: moment,
  scans: z.array(Scan),
});

const Review = z.object({
  sku: maybe,
  product_title: maybe,
  score: z.int().nullable(),
  dsr_description: maybe,
  dsr_service: maybe,
  dsr_logistics: maybe,
  text: z.string(),
  has_picture: z.boolean(),
  reviewed_at: time,
});

const Refund = z.object({
  amount: z.int(),
  occurred_at: time,
  time_assumed: z.boolean(),
  reason: maybe,
  origin: z.string(),
});

export const CustomerOrder = z
  .object({
    id: z.string(),
    number: z.string(),
    shop_id: z.string(),
    shop_name: z.string(),
    kind: z.string(),
    status: maybe,
    placed_at: time,
    paid_at: moment,
    shipped_at: moment,
    received_at: moment,
    confirmed_at: moment,
    closed_at: moment,
    purchased_at: moment,
    void_at: moment,
    currency: z.string(),
    goods: z.int(),
    discount: z.int(),
    platform_discount: z.int(),
    gross: z.int(),
    shipping: z.int(),
    paid: z.int().nullable(),
    refunded: z.int(),
    units: z.string(),
    promotion_code: maybe,
    source: maybe,
    buyer_note: maybe,
    note: maybe,
    ship_name: maybe,
    ship_phone: maybe,
    ship_province: maybe,
    ship_city: maybe,
    ship_district: maybe,
    ship_address: maybe,
    lines: z.array(Line),
    refunds: z.array(Refund),
    parcels: z.array(Parcel),
    reviews: z.array(Review),
  })
  .meta({ id: 'CustomerOrder' });

const Brief = z.object({
  id: z.string(),
  name: maybe,
  nick: maybe,
  phone: maybe,
  email: maybe,
  province: maybe,
  city: maybe,
  orders: z.int(),
});

export const SuggestionAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(['merge', 'tie']),
    reason: z.string(),
    evidence: z.record(z.string(), z.unknown()),
    known_at: time,
    customers: z.array(Brief),
    order: z
      .object({
        id: z.string(),
        number: z.string(),
        shop_id: z.string(),
        placed_at: z.string(),
        gross: z.int(),
        currency: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Suggestion' });

/** `name` says which tag, attribute, occasion, customer or order. */
const FieldChange = z.object({
  field: z.string(),
  name: maybe,
  before: z.unknown(),
  after: z.unknown(),
});

const Change = z.object({
  id: z.string(),
  at: time,
  by_name: maybe,
  undone_at: moment,
  changes: z.array(FieldChange),
});

export const ConversationAnswer = z
  .object({
    id: z.string(),
    kind: z.string(),
    channel: maybe,
    direction: maybe,
    said_at: time,
    text: z.string(),
    staff: maybe,
    resolved_at: moment,
    order_id: maybe,
    order_number: maybe,
    by_name: maybe,
  })
  .meta({ id: 'Conversation' });

const Consent = z.object({
  channel: z.string(),
  purpose: z.string(),
  state: z.string(),
  address: maybe,
  source: z.string(),
  proof: z.record(z.string(), z.unknown()),
  occurred_at: time,
  is_current: z.boolean(),
});

export const CustomerAnswer = z
  .object({
    id: z.string(),
    name: maybe,
    nick: maybe,
    gender: maybe,
    birth_year: z.int().nullable(),
    phone: maybe,
    phone_masked: maybe,
    email: maybe,
    language: maybe,
    country: maybe,
    province: maybe,
    city: maybe,
    district: maybe,
    address: maybe,
    address_kind: maybe,
    climate_zone: maybe,
    note: maybe,
    known_at: time,
    changed_at: time.describe(
      'Send it with an edit: the edit is refused when somebody was quicker',
    ),
    erased_at: moment,
    figures: z.array(Figures),
    profiles: z.array(Profile),
    identities: z.array(
      z.object({
        kind: z.string(),
        scope: z.string(),
        value: z.string(),
        profile_id: z.string(),
        known_at: time,
      }),
    ),
    tags: z.array(z.object({ tag: z.string(), since: time })),
    attributes: z.array(
      z.object({ key: z.string(), type: z.string(), value: z.string(), since: time }),
    ),
    occasions: z.array(
      z.object({
        kind: z.string(),
        year: z.int().nullable(),
        month: z.int(),
        day: z.int(),
        lunar: z.boolean(),
        since: time,
      }),
    ),
    consents: z.array(Consent),
    conversations: z.array(ConversationAnswer),
    changes: z.array(Change),
    suggestions: z.array(SuggestionAnswer),
    orders: z.array(CustomerOrder).describe('The latest; the rest under /orders'),
    orders_next_cursor: maybe,
  })
  .meta({ id: 'Customer' });

export const TimelineEntry = z
  .object({
    at: time,
    type: z.string(),
    id: z.string(),
    order_id: maybe,
    order_number: maybe,
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineItem' });

/** What an edit leaves to undo; null when nothing was different. */
export const Edited = z.object({ change_id: maybe }).meta({ id: 'Edited' });

export const OrderRow = z
  .object({
    id: z.string(),
    number: z.string(),
    shop_id: z.string(),
    shop_name: z.string(),
    customer_id: maybe,
    customer_name: maybe,
    untied_reason: maybe,
    kind: z.string(),
    status: maybe,
    placed_at: time,
    gross: z.int(),
    currency: z.string(),
    ship_name: maybe,
    ship_province: maybe,
    ship_city: maybe,
    ship_district: maybe,
    lines: z.array(Line),
  })
  .meta({ id: 'OrderRow' });
