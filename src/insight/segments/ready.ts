import type { Words } from './fields/index.ts';

export interface Ready {
  key: string;
  name: Words;
  /** Who they are and what to do for them. */
  hint: Words;
  text: string;
}

const ready = (key: string, name: Words, hint: Words, text: string): Ready => ({
  key,
  name,
  hint,
  text,
});

/** Segments to start from, in store words. Their thresholds are starting points, to be changed. */
export const READY: readonly Ready[] = [
  ready(
    'honeymoon',
    ['New-customer honeymoon', '新客蜜月期'],
    ['Bought once, lately: thank them, help them use it', '刚完成首单：致谢，教会使用'],
    "lifecycle_stage = 'honeymoon'",
  ),
  ready(
    'second_order_due',
    ['Second order due', '待二次回购'],
    ['New, and the first supply is running out', '新客，首单即将用完'],
    "lifecycle_stage = 'new' AND overdue_ratio >= 0.8",
  ),
  ready(
    'due_soon',
    ['Next order due soon', '快到复购期'],
    ['Expected within a week: remind, no discount needed', '预计一周内复购：提醒即可，不必打折'],
    'number_of_orders >= 2 AND expected_next_order_date BETWEEN today AND +7d',
  ),
  ready(
    'just_overdue',
    ['Just overdue', '刚过复购期'],
    ['Past their usual day, still easy to bring back', '刚过惯常时间，最易召回'],
    'number_of_orders >= 2 AND overdue_ratio BETWEEN 1 AND 1.5',
  ),
  ready(
    'at_risk_worthy',
    ['At risk and worth saving', '高价值有流失风险'],
    ['Grade A or B, drifting away', 'A、B 级客户，正在疏远'],
    "lifecycle_stage = 'at_risk' AND value_grade IN ('A', 'B')",
  ),
  ready(
    'dormant_worthy',
    ['Dormant, once worth much', '高价值沉睡'],
    ['Spent much, silent for long: a personal word', '曾经消费高，久未购买：人工关怀'],
    "lifecycle_stage = 'dormant' AND m_score >= 4",
  ),
  ready(
    'lost_worthy',
    ['Lost, once loyal', '流失的老主顾'],
    ['Four orders or more, then nothing', '购买四次以上，之后再未出现'],
    "lifecycle_stage = 'lost' AND number_of_orders >= 4",
  ),
  ready(
    'loyal',
    ['Loyal customers', '忠诚客户'],
    ['Keep them: service before discounts', '用心维护：服务先于折扣'],
    "lifecycle_stage = 'loyal'",
  ),
  ready(
    'best',
    ['Best customers', '头部客户'],
    ['The top fifth by value of the last year', '近一年消费前 20%'],
    "value_grade = 'A' AND lifecycle_stage IN ('loyal', 'active')",
  ),
  ready(
    'big_first',
    ['Big first order', '首单大额'],
    ['One order, and a large one', '只买一次但金额高'],
    'number_of_orders = 1 AND m_score >= 4',
  ),
  ready(
    'only_promotions',
    ['Buys only at promotions', '只在促销时买'],
    ['Four of five orders with a promotion', '八成以上订单参加促销'],
    'number_of_orders >= 2 AND promotion_share >= 0.8',
  ),
  ready(
    'full_price',
    ['Never needed a discount', '从不等打折'],
    ['Do not teach them to wait', '不要让他们养成等折扣的习惯'],
    'number_of_orders >= 2 AND promotion_share = 0 AND discount_share = 0',
  ),
  ready(
    'once_only',
    ['Bought once, long ago', '只买一次未回头'],
    ['Most shops’ largest group', '多数店铺中最大的人群'],
    'number_of_orders = 1 AND last_order_date < -180d',
  ),
  ready(
    'bad_review',
    ['Bad review, not made good', '差评未处理'],
    ['Mend it before sending anything', '先补救，再营销'],
    "review_class = 'bad' AND open_complaint = true OR review_class = 'bad' AND last_order_date >= -30d",
  ),
  ready(
    'middle_review',
    ['Middle review', '中评客户'],
    ['Ask what was missing', '问问哪里不足'],
    "review_class = 'middle'",
  ),
  ready(
    'open_complaint',
    ['Complaint still open', '投诉未解决'],
    ['Nothing promotional until it is solved', '解决前不发促销'],
    'open_complaint = true',
  ),
  ready(
    'delighted',
    ['Delighted: ask them to tell others', '惊喜客户可转介绍'],
    ['Praised you lately', '近期好评并称赞'],
    "satisfaction = 'delighted' AND last_order_date >= -90d",
  ),
  ready(
    'quiet_good',
    ['Good and quiet', '静默好客户'],
    ['Return often, never review, never complain', '常来、不评价、不投诉'],
    "number_of_orders >= 3 AND review_class = 'silent' AND open_complaint = false AND refunds = 0",
  ),
  ready(
    'late_parcel',
    ['Latest parcel was late', '最近包裹晚到'],
    ['Apologise before they complain', '主动致歉'],
    'last_parcel_late = true AND last_order_date >= -30d',
  ),
  ready(
    'stuck_parcel',
    ['Parcel looks stuck', '包裹异常'],
    ['Tell them before they ask', '先于客户询问告知'],
    'stuck_parcel = true',
  ),
  ready(
    'company',
    ['Company addresses', '公司地址客户'],
    ['Buy for an office; deliver on workdays', '办公采购，工作日送达'],
    "address_kind = 'company'",
  ),
  ready(
    'birthday_month',
    ['Birthday this month', '生日本月'],
    ['A card, a small gift', '贺卡与小礼物'],
    'birthday BETWEEN start_of_month AND end_of_month',
  ),
  ready(
    'north',
    ['Northern customers', '北方客户'],
    ['Cold and severe-cold climate', '寒冷与严寒地区'],
    "climate_zone IN ('cold', 'severe_cold')",
  ),
  ready(
    'south',
    ['Customers of the warm south', '南方温暖地区客户'],
    ['Hot summers, warm winters', '夏热冬暖与温和地区'],
    "climate_zone IN ('hot_summer_warm_winter', 'temperate')",
  ),
  ready(
    'left_for_price',
    ['Likely left for the price', '因价格流失'],
    ['A price they once paid may bring them back', '以曾经的价格召回'],
    "loss_reason = 'price'",
  ),
  ready(
    'forgot',
    ['Likely forgot the shop', '忘了本店'],
    ['Were content, came once: remind them who you are', '体验不错但只来过一次：让他们想起你'],
    "loss_reason = 'forgot'",
  ),
  ready(
    'reachable',
    ['May be written to', '可营销触达'],
    ['Agreed to email or text messages', '已同意邮件或短信'],
    "email_consent = 'granted' OR sms_consent = 'granted'",
  ),
  ready(
    'trial_only',
    ['Tried, not bought yet', '只领过赠品或试用'],
    ['Contacts without a purchase', '尚未购买的联系人'],
    "lifecycle_stage = 'prospect'",
  ),
];
