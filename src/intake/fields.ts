/**
 * The canonical fields: what the columns of every source become. The type says how a cell is read;
 * the names are those the issue of the product and `regulars sources` show.
 */
export type FieldType =
  | 'text'
  | 'id'
  | 'money'
  | 'price'
  | 'quantity'
  | 'number'
  | 'integer'
  | 'time'
  | 'day'
  | 'status'
  | 'yes'
  | 'consent'
  | 'email'
  | 'phone'
  | 'currency'
  | 'gender'
  | 'birthday'
  | 'country';

const FIELDS = {
  order_number: 'id',
  line_number: 'text',
  ordered_at: 'time',
  paid_at: 'time',
  shipped_at: 'time',
  promised_at: 'time',
  delivered_at: 'time',
  confirmed_at: 'time',
  closed_at: 'time',
  status: 'status',
  customer_id: 'id',
  customer_nick: 'text',
  customer_name: 'text',
  gender: 'gender',
  birth_year: 'integer',
  birthday: 'birthday',
  phone: 'phone',
  email: 'email',
  language: 'text',
  country: 'country',
  province: 'text',
  city: 'text',
  district: 'text',
  address: 'text',
  company: 'text',
  receiver_name: 'text',
  receiver_phone: 'phone',
  sku: 'text',
  title: 'text',
  variant: 'text',
  category: 'text',
  quantity: 'quantity',
  unit_price: 'price',
  line_discount: 'money',
  line_amount: 'money',
  cost: 'money',
  lasts_days: 'integer',
  price: 'money',
  goods: 'money',
  shipping: 'money',
  discount: 'money',
  platform_discount: 'money',
  paid: 'money',
  refunded: 'money',
  refunded_at: 'time',
  refund_reason: 'text',
  currency: 'currency',
  promotion_code: 'text',
  source: 'text',
  buyer_note: 'text',
  note: 'text',
  carrier: 'text',
  tracking_number: 'id',
  scanned_at: 'time',
  scan_status: 'text',
  scan_text: 'text',
  review_score: 'number',
  review_text: 'text',
  reviewed_at: 'time',
  has_picture: 'yes',
  dsr_description: 'number',
  dsr_service: 'number',
  dsr_logistics: 'number',
  day: 'day',
  channel: 'text',
  direction: 'text',
  conversation_kind: 'text',
  said_at: 'time',
  said_text: 'text',
  staff: 'text',
  spend: 'money',
  clicks: 'integer',
  views: 'integer',
  spend_kind: 'text',
  tags: 'text',
  consent_email: 'consent',
  consent_sms: 'consent',
  consent_state: 'consent',
  purpose: 'text',
  proof: 'text',
  occurred_at: 'time',
  suppressed: 'text',
  reason: 'text',
  public_id: 'id',
} as const satisfies Record<string, FieldType>;

export type Field = keyof typeof FIELDS;

/** `attribute:Skin type` is a field of the customer under that name. */
export const ATTRIBUTE = 'attribute:';

export const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);

export const typeOf = (field: Field): FieldType => FIELDS[field];

export type Kind =
  | 'orders'
  | 'customers'
  | 'products'
  | 'parcels'
  | 'reviews'
  | 'conversations'
  | 'ad_spend'
  | 'dsr'
  | 'consents'
  | 'suppressions';
