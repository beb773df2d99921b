/** The fields in the order one thinks of them. */
const GROUPS: Record<string, readonly string[]> = {
  order: [
    ...[
      'order_number',
      'ordered_at',
      'paid_at',
      'status',
      'shipped_at',
      'confirmed_at',
      'closed_at',
    ],
    ...['source', 'promotion_code', 'buyer_note'],
  ],
  buyer: [
    ...['customer_id', 'customer_nick', 'customer_name', 'phone', 'email', 'gender', 'birthday'],
    ...['birth_year', 'language', 'country', 'province', 'city', 'district', 'address', 'company'],
    ...['receiver_name', 'receiver_phone', 'tags', 'public_id', 'note'],
  ],
  line: [
    ...['title', 'sku', 'variant', 'category', 'quantity', 'unit_price', 'line_amount'],
    ...['line_discount', 'price', 'cost', 'lasts_days', 'line_number'],
  ],
  money: [
    ...['goods', 'paid', 'discount', 'platform_discount', 'shipping', 'currency'],
    ...['refunded', 'refunded_at', 'refund_reason'],
  ],
  parcel: [
    ...['carrier', 'tracking_number', 'promised_at', 'delivered_at', 'scanned_at'],
    ...['scan_status', 'scan_text'],
  ],
  talk: [
    ...['review_score', 'review_text', 'reviewed_at', 'has_picture', 'dsr_description'],
    ...['dsr_service', 'dsr_logistics', 'channel', 'direction', 'conversation_kind', 'said_at'],
    ...['said_text', 'staff'],
  ],
  consent: [
    ...['consent_email', 'consent_sms', 'consent_state', 'purpose', 'proof', 'occurred_at'],
    ...['suppressed', 'reason'],
  ],
  more: ['day', 'spend', 'clicks', 'views', 'spend_kind'],
};

const ORDER = Object.values(GROUPS).flat();

/** In the order of the groups; what is unknown here, an attribute for instance, comes last. */
export const inOrder = (fields: readonly string[]): string[] => {
  const place = (field: string) => ORDER.indexOf(field) + 1 || ORDER.length + 1;
  return [...new Set(fields)].toSorted((a, b) => place(a) - place(b));
};
