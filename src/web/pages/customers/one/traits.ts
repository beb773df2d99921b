import { useGet } from '../../../app/index.ts';
import type { Customer } from '../model.ts';

/** Of a customer's traits, what this page shows; money in minor units. */
export interface Traits {
  as_of: string;
  currency: string | null;
  purchase_days: number;
  days_since_last_order: number | null;
  purchase_cycle_days: number | null;
  cycle_days: number | null;
  cycle_source: 'own' | 'product' | 'category' | 'shop' | 'default' | null;
  expected_next_order_date: string | null;
  r_score: number | null;
  f_score: number | null;
  m_score: number | null;
  rfm_group: string | null;
  lifecycle_stage: string;
  value_grade: string | null;
  favourite_category: string | null;
  favourite_category_share: number | null;
  favourite_product: string | null;
  loss_reason: string | null;
  loss_evidence: { code: string; text: string }[] | null;
  p_alive: number | null;
  expected_orders_12m: number | null;
  expected_orders_12m_low: number | null;
  expected_orders_12m_high: number | null;
  expected_value_12m: number | null;
  expected_value_12m_low: number | null;
  expected_value_12m_high: number | null;
  forecast: {
    learnt_as_of: string | null;
    alive_unknown: Because | null;
    value_unknown: Because | null;
  };
}

interface Because {
  code: string;
  text: string;
}

/** While the first forecast is being learnt. */
const LEARNING_MS = 4000;
const learning = (traits: Traits | undefined): number | false =>
  traits?.forecast.value_unknown?.code === 'forecast_learning' && LEARNING_MS;

export const useTraits = ({ id }: Customer) =>
  useGet<Traits>(`/v1/customers/${id}/traits`, {}, { every: learning });

const DAY_MS = 86_400_000;

/** How many days the expected order lies ahead; behind, where negative. */
export function daysAhead({ as_of, expected_next_order_date: day }: Traits): number | undefined {
  if (day === null) return undefined;
  return Math.round((Date.parse(day) - Date.parse(as_of.slice(0, 10))) / DAY_MS);
}
