import { RFM_NAMES } from '../../../kernel/index.ts';
import { isPurchase, ODD_COLUMNS, oddParts } from '../../../lens/index.ts';
import { choices, inGroup, type Field, type Words } from './field.ts';

const value = inGroup('value');
const experience = inGroup('experience');
const forecast = (
  name: string,
  type: 'share' | 'number' | 'money',
  label: Words,
  hint?: Words,
): Field =>
  inGroup('forecast')(name, type, label, { sql: `f.${name}`, beside: true, ...(hint && { hint }) });

const STAGES = choices({
  prospect: ['Not bought yet', '未购买'],
  honeymoon: ['Honeymoon', '蜜月期'],
  new: ['New', '新客'],
  active: ['Active', '活跃'],
  loyal: ['Loyal', '忠诚'],
  at_risk: ['At risk', '有流失风险'],
  dormant: ['Dormant', '沉睡'],
  lost: ['Lost', '流失'],
});

const REASONS = choices({
  bad_experience: ['Bad experience', '体验不好'],
  price: ['Price', '价格'],
  choice: ['Found something else', '选择太多'],
  forgot: ['Forgot the shop', '忘了本店'],
  habit: ['Habit or need changed', '习惯或需求变了'],
  unexplained: ['Unexplained', '原因不明'],
});

const REVIEWS = choices({
  good: ['Good (4–5)', '好评'],
  middle: ['Middle (3)', '中评'],
  bad: ['Bad (1–2)', '差评'],
  silent: ['None, 15 days after receipt', '签收满 15 天未评价'],
});

const SATISFACTION = choices({
  delighted: ['Delighted', '惊喜'],
  satisfied: ['Satisfied', '满意'],
  let_down: ['Let down', '失望'],
});

const GRADES = choices({
  A: ['A: top 20 %', 'A：前 20%'],
  B: ['B: next 30 %', 'B：次 30%'],
  C: ['C: the rest', 'C：其余'],
});

const RFM_GROUPS = choices(RFM_NAMES);

const score = (what: string, zh: string) => [`${what} score (1–5)`, `${zh}得分（1–5）`] as const;

/** Sent by then, and neither come nor on its way back: the orders' own time of receiving is often missing. */
const underWayOn = (day: string): string =>
  `(t.person_id IN (SELECT c.person_id FROM lens.main.parcel p JOIN lens.main.orders o ON o.id = p.order_id JOIN lens.main.customer c ON c.id = o.customer_id
    JOIN lens.main.cutoffs(DATE '${day}') x ON x.shop_id = o.shop_id
    WHERE p.shipped_at < x.until AND CASE WHEN p.delivered_at IS NULL THEN p.state NOT IN ('delivered', 'returned', 'refused')
      ELSE p.delivered_at >= x.until END))`;

/** Of any order, not of the latest alone: whoever bought again since still waits for the first. */
const stuckOn = (day: string): string =>
  `(t.person_id IN (WITH cut AS MATERIALIZED (SELECT shop_id, until FROM lens.main.cutoffs(DATE '${day}')), ${oddParts(
    `SELECT o.id AS order_id, o.shop_id, c.person_id, x.until, ${ODD_COLUMNS}
      FROM lens.main.orders o JOIN lens.main.customer c ON c.id = o.customer_id JOIN cut x ON x.shop_id = o.shop_id
      WHERE coalesce(${isPurchase('x.until')}, false)`,
  )} SELECT person_id FROM odd WHERE NOT forgotten))`;

/** How the customer stands with the shop. */
export const STANDING: Field[] = [
  value('lifecycle_stage', 'choice', ['Lifecycle stage', '客户阶段'], { values: STAGES }),
  value('value_grade', 'choice', ['Value grade', '价值等级'], { values: GRADES }),
  value('rfm_group', 'choice', ['RFM group', 'RFM 分组'], { values: RFM_GROUPS }),
  value('r_score', 'number', score('Recency', '最近购买'), {
    hint: ['5 bought most recently', '5 为最近购买'],
  }),
  value('f_score', 'number', score('Frequency', '购买频次')),
  value('m_score', 'number', score('Money', '消费金额')),
  value('loss_reason', 'choice', ['Likely reason for leaving', '可能的流失原因'], {
    values: REASONS,
  }),
  experience('review_class', 'choice', ['Latest review', '最近评价'], { values: REVIEWS }),
  experience('review_score_last', 'number', ['Latest review score (1–5)', '最近评分（1–5）']),
  experience('review_score_average', 'number', ['Average review score', '平均评分']),
  experience('review_count', 'number', ['Number of reviews', '评价数']),
  experience('satisfaction', 'choice', ['Satisfaction', '满意度'], { values: SATISFACTION }),
  experience('open_complaint', 'yes_no', ['Complaint open', '有未解决投诉']),
  experience('last_parcel_late', 'yes_no', ['Latest parcel was late', '最近包裹晚到']),
  experience('last_received_date', 'day', ['Latest order received', '最近一单签收日期']),
  experience('abnormal_parcel', 'yes_no', ['Latest parcel went wrong', '最近包裹异常'], {
    hint: ['Also where it came in the end', '最终签收的也算'],
  }),
  experience('parcel_under_way', 'yes_no', ['A parcel is on its way', '有包裹在途'], {
    sqlOn: underWayOn,
  }),
  experience('stuck_parcel', 'yes_no', ['A parcel looks stuck', '有包裹卡住'], {
    hint: ['On its way and abnormal, of any order', '在途且异常，任何一单都算'],
    sqlOn: stuckOn,
  }),
  forecast(
    'p_alive',
    'share',
    ['Chance of still being a customer', '仍是客户的可能性'],
    ['0.6 is 60 %; unknown where the model cannot tell', '0.6 即 60%；模型无法判断的为未知'],
  ),
  forecast('expected_orders_12m', 'number', [
    'Orders expected in 12 months',
    '未来 12 个月预计购买次数',
  ]),
  forecast('expected_value_12m', 'money', ['Value expected in 12 months', '未来 12 个月预计消费']),
];
