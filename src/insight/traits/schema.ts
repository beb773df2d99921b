import { z } from 'zod';

/** The values a trait may have, in the order people would put them. */
export const STAGES = [
  ...(['prospect', 'honeymoon', 'new', 'active', 'loyal'] as const),
  ...(['at_risk', 'dormant', 'lost'] as const),
] as const;
export const GRADES = ['A', 'B', 'C'] as const;
export const CYCLE_SOURCES = ['own', 'product', 'category', 'shop', 'default'] as const;
export const REVIEW_CLASSES = ['good', 'middle', 'bad', 'silent'] as const;
export const SATISFACTIONS = ['delighted', 'satisfied', 'let_down'] as const;
export const REASONS = [
  ...(['bad_experience', 'price', 'choice', 'forgot', 'habit', 'unexplained'] as const),
] as const;
export const EVIDENCE = [
  ...([
    'bad_review',
    'open_complaint',
    'late_parcel',
    'abnormal_parcel',
    'quality_refund',
  ] as const),
  ...(['often_on_offer', 'last_two_on_offer'] as const),
  ...(['no_favourite', 'bought_once', 'regular_then_stopped'] as const),
] as const;
export const RFM_GROUPS = [
  ...(['important_value', 'important_growth', 'important_keep', 'important_winback'] as const),
  ...(['general_value', 'general_growth', 'general_keep', 'general_winback'] as const),
] as const;

/** Evidence in store words; the other values are worded where segments name them. */
export const EVIDENCE_WORDS: Record<(typeof EVIDENCE)[number], { en: string; zh: string }> = {
  bad_review: { en: 'Bad review of the latest order', zh: '最近一单给了差评' },
  open_complaint: { en: 'A complaint is still open', zh: '投诉还没有解决' },
  late_parcel: { en: 'The latest parcel came late', zh: '最近一单送达晚了' },
  abnormal_parcel: { en: 'The latest parcel got stuck on its way', zh: '最近一单物流异常' },
  quality_refund: { en: 'Refund for quality on the latest order', zh: '最近一单因质量退款' },
  often_on_offer: {
    en: 'Buys mostly on offer, and the price is now above what they paid',
    zh: '多在促销时购买，现价高于其买价',
  },
  last_two_on_offer: {
    en: 'The last two purchases were on offer, and the price is now above what they paid',
    zh: '最近两次都在促销时购买，现价高于其买价',
  },
  no_favourite: {
    en: 'Bought from many categories, none preferred',
    zh: '什么都买过一点，没有偏好的品类',
  },
  bought_once: { en: 'Bought once, with nothing to complain of', zh: '只买过一次，没有不满' },
  regular_then_stopped: {
    en: 'Bought at regular intervals, then stopped',
    zh: '一直规律购买，后来停了',
  },
};

const day = z.iso.date().nullable();
const count = z.int();
const money = z.int().nullable().describe('Minor units');
const number = z.number().nullable();
const share = z.number().nullable().describe('A fraction');
const score = z.int().min(1).max(5).nullable();
const word = z.string().nullable();
const flag = z.boolean();
const consent = z.enum(['granted', 'refused', 'withdrawn']).nullable();

/** One row of `traits(as_of, …)` and of the table `trait`: the contract for whoever reads them. */
export const Traits = z.object({
  person_id: z.int(),
  currency: word.describe('Of the money below; null where nothing was paid yet'),
  number_of_orders: count,
  purchase_days: count,
  amount_spent: money,
  net_spent: money,
  refunds: money,
  average_order_value: money,
  net_spent_365d: money,
  first_order_date: day,
  last_order_date: day,
  days_since_last_order: z.int().nullable(),
  last_received_date: day,
  gap_mean: number,
  gap_median: number,
  gap_spread: number,
  gap_cv: number,
  purchase_cycle_days: number.describe('Their own, from three purchase days on'),
  cycle_days: number.describe('What they are reckoned by: their own, else the reference'),
  cycle_source: z.enum(CYCLE_SOURCES).nullable(),
  expected_next_order_date: day,
  overdue_ratio: number,
  r_score: score,
  f_score: score,
  m_score: score,
  rfm_group: z.enum(RFM_GROUPS).nullable(),
  lifecycle_stage: z.enum(STAGES),
  value_grade: z.enum(GRADES).nullable(),
  promotion_share: share,
  promotion_last_two: z.boolean().nullable(),
  discount_share: share,
  review_score_last: score,
  review_score_average: number,
  review_count: count,
  review_class: z.enum(REVIEW_CLASSES).nullable(),
  satisfaction: z.enum(SATISFACTIONS).nullable(),
  open_complaint: flag,
  last_parcel_late: flag,
  abnormal_parcel: flag,
  country: word,
  region: word,
  city: word,
  climate_zone: word,
  address_kind: z.enum(['home', 'company']).nullable(),
  gender: z.enum(['female', 'male', 'other']).nullable(),
  birth_year: z.int().nullable(),
  birthday_month: z.int().nullable(),
  birthday_day: z.int().nullable(),
  birthday_lunar: z.boolean().nullable(),
  favourite_category: word,
  favourite_category_share: share,
  favourite_product_id: z.int().nullable(),
  categories: count,
  loss_reason: z.enum(REASONS).nullable(),
  loss_evidence: z.array(z.enum(EVIDENCE)).nullable(),
  best_hour: z.int().min(0).max(23).nullable(),
  first_source: word,
  first_promotion: word,
  last_source: word,
  shops: z.array(z.int()),
  tags: z.array(z.string()),
  has_phone: flag,
  has_email: flag,
  email_consent: consent,
  sms_consent: consent,
  customer_since: day,
});
export type Traits = z.infer<typeof Traits>;
