import { rfmGroup } from './groups.ts';

/** The reference cycle without the own one: product, category, shop, default. */
export const reference = `coalesce(p.days, g.days, z.days, h.default_cycle_days) AS reference_days,
      CASE WHEN p.days IS NOT NULL THEN 'product' WHEN g.days IS NOT NULL THEN 'category' WHEN z.days IS NOT NULL THEN 'shop' ELSE 'default' END AS reference_source`;

/** 1 + the number of edges strictly below the value. */
const score = (edges: string, value: string): string =>
  `1 + ${[1, 2, 3, 4].map((n) => `CAST(${edges}[${n}] < ${value} AS INTEGER)`).join(' + ')}`;

/** `x` holds what all parts found of a person; each layer may use the names of the one before. */
export const stage = `CASE WHEN number_of_orders = 0 THEN 'prospect'
    WHEN number_of_orders = 1 AND idle_days <= greatest(cycle_days * honeymoon_cycles, honeymoon_days) THEN 'honeymoon'
    WHEN number_of_orders = 1 AND idle_days <= cycle_days * current_cycles THEN 'new'
    WHEN number_of_orders >= loyal_orders AND idle_days <= cycle_days * current_cycles THEN 'loyal'
    WHEN idle_days <= cycle_days * current_cycles THEN 'active'
    WHEN idle_days <= cycle_days * at_risk_cycles THEN 'at_risk'
    WHEN idle_days <= cycle_days * dormant_cycles THEN 'dormant'
    ELSE 'lost' END AS lifecycle_stage`;

export const scores = `
    CASE WHEN number_of_orders > 0 THEN 6 - (${score('r_edges', 'days_since_last_order')}) END AS r_score,
    CASE WHEN number_of_orders > 0 THEN ${score('f_edges', 'number_of_orders')} END AS f_score,
    CASE WHEN number_of_orders > 0 AND amount_spent IS NOT NULL AND m_edges IS NOT NULL THEN ${score('m_edges', 'amount_spent')} END AS m_score,
    CASE WHEN number_of_orders = 0 OR net_spent_365d IS NULL THEN NULL
      WHEN net_spent_365d > 0 AND net_spent_365d >= grade_a THEN 'A' WHEN net_spent_365d > 0 AND net_spent_365d >= grade_b THEN 'B' ELSE 'C' END AS value_grade`;

export const group = `${rfmGroup('r_score', 'f_score', 'm_score', 'rfm_high')} AS rfm_group`;

const LEAVING = `lifecycle_stage IN ('at_risk', 'dormant', 'lost')`;

interface Reason {
  /** The reason holds if this does and any of the evidence. */
  only?: string;
  evidence: Record<string, string>;
}

/** In the order of DEFINITIONS.md; the first that holds is the reason, all evidence is kept. */
const REASONS: Record<string, Reason> = {
  bad_experience: {
    evidence: {
      bad_review: `review_class = 'bad'`,
      open_complaint: 'open_complaint',
      late_parcel: 'last_parcel_late',
      abnormal_parcel: 'abnormal_parcel',
      quality_refund: 'quality_refund',
    },
  },
  price: {
    only: 'price_now > last_unit_paid',
    evidence: {
      often_on_offer: 'promotion_share >= loss_promotion_share',
      last_two_on_offer: 'promotion_last_two',
    },
  },
  choice: {
    only: 'number_of_orders BETWEEN 2 AND 3 AND categories >= 2',
    evidence: { no_favourite: 'favourite_category_share < loss_category_share' },
  },
  forgot: {
    only: 'number_of_orders = 1',
    evidence: { bought_once: `coalesce(review_class, 'silent') IN ('good', 'silent')` },
  },
  habit: {
    only: 'number_of_orders >= habit_orders AND NOT (hurt OR priced_out)',
    evidence: { regular_then_stopped: 'gap_cv <= habit_gap_cv' },
  },
};

const holds = ({ only = 'true', evidence }: Reason): string =>
  `(${only} AND (${Object.values(evidence).join(' OR ')}))`;

/** What habit asks of the two before it. */
export const before = `coalesce(${holds(REASONS['bad_experience']!)}, false) AS hurt, coalesce(${holds(REASONS['price']!)}, false) AS priced_out`;

export const loss = `
    CASE WHEN NOT ${LEAVING} THEN NULL
      ${Object.entries(REASONS)
        .map(([reason, all]) => `WHEN ${holds(all)} THEN '${reason}'`)
        .join('\n      ')}
      ELSE 'unexplained' END AS loss_reason,
    CASE WHEN ${LEAVING} THEN list_filter([${Object.values(REASONS)
      .flatMap(({ only = 'true', evidence }) =>
        Object.entries(evidence).map(
          ([code, condition]) => `CASE WHEN ${only} AND ${condition} THEN '${code}' END`,
        ),
      )
      .join(',\n      ')}], lambda e: e IS NOT NULL) END AS loss_evidence`;
