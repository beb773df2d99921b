import { inGroup, type Field } from './field.ts';

const buying = inGroup('buying');
const money = inGroup('money');
const rhythm = inGroup('rhythm');

/** What was bought, for how much, and when. */
export const BUYING: Field[] = [
  buying('number_of_orders', 'number', ['Number of orders', '购买次数'], {
    hint: ['Paid and not wholly refunded', '已付款且未全额退款的订单'],
  }),
  buying('purchase_days', 'number', ['Days with an order', '购买天数']),
  buying('first_order_date', 'day', ['First order', '首次购买日期']),
  buying('last_order_date', 'day', ['Latest order', '最近购买日期']),
  buying('days_since_last_order', 'number', ['Days since the latest order', '距最近购买天数']),
  buying('favourite_category', 'text', ['Favourite category', '最爱品类']),
  buying('promotion_share', 'share', ['Share of orders with a promotion', '参加促销的订单占比'], {
    hint: ['0.6 is 60 %', '0.6 即 60%'],
  }),
  buying('discount_share', 'share', ['Share of orders at a discount', '打折购买的订单占比'], {
    hint: ['Orders with 10 % off or more; 0.6 is 60 %', '优惠达 10% 以上的订单；0.6 即 60%'],
  }),
  money('amount_spent', 'money', ['Amount spent', '累计消费'], {
    hint: [
      'Before refunds, in the shop’s currency: 199.00',
      '退款前金额，以店铺货币填写，如 199.00',
    ],
  }),
  money('net_spent', 'money', ['Spent after refunds', '净消费']),
  money('net_spent_365d', 'money', ['Spent after refunds, last 365 days', '近 365 天净消费']),
  money('refunds', 'money', ['Refunded', '退款金额']),
  money('average_order_value', 'money', ['Average order value', '笔单价']),
  rhythm('purchase_cycle_days', 'number', ['Own purchase cycle (days)', '个人购买周期（天）'], {
    hint: ['Known from three purchase days on', '至少三个购买日后才有'],
  }),
  rhythm('cycle_days', 'number', ['Cycle used for this customer (days)', '参考周期（天）'], {
    hint: [
      'Their own, else the product’s, the category’s, the shop’s',
      '依次取个人、商品、品类、全店周期',
    ],
  }),
  rhythm('expected_next_order_date', 'day', ['Next order expected', '预计下次购买日期']),
  rhythm('overdue_ratio', 'number', ['How overdue', '逾期倍数'], {
    hint: [
      'Days since the latest order / cycle: 1 is due today',
      '距最近购买天数÷周期：1 表示今天到期',
    ],
  }),
  rhythm('gap_mean', 'number', ['Days between orders, mean', '平均购买间隔（天）']),
  rhythm('gap_median', 'number', ['Days between orders, median', '购买间隔中位数（天）']),
  rhythm('gap_cv', 'number', ['How irregular the gaps are', '购买间隔波动'], {
    hint: ['0 is like clockwork; above 1 is haphazard', '0 表示非常规律，大于 1 表示很随意'],
  }),
];
