import type { Words } from './field.ts';

/** How an argument is typed. `day` takes a day or an offset; `days` bounds a stretch of days. */
export type ArgumentType = 'text' | 'number' | 'money' | 'day' | 'date';

export interface Parameter {
  name: string;
  type: ArgumentType;
  label: Words;
  hint?: Words;
  /** May be several in parentheses: any of them. */
  many?: true;
  /** A condition on an order line's product `p`; `?` is the value. */
  line?: string;
  /** A condition on one purchase `o`. */
  order?: string;
  /** A condition on all of a customer's that fit. */
  having?: string;
}

export interface SegmentFunction {
  name: string;
  label: Words;
  hint?: Words;
  parameters: Parameter[];
  /** Reads order lines. */
  lines: boolean;
}

const PERIOD: Parameter[] = [
  {
    ...{ name: 'date', type: 'date', label: ['Since, or on the day', '自某日起，或当日'] },
    hint: ['-90d is since then, 2026-03-01 is that day', '-90d 表示自那时起，2026-03-01 表示当天'],
  },
  {
    name: 'since',
    type: 'day',
    label: ['Since', '起始日'],
    order: 'o.purchased_day >= CAST(? AS DATE)',
  },
  {
    name: 'until',
    type: 'day',
    label: ['Until', '截止日'],
    order: 'o.purchased_day <= CAST(? AS DATE)',
  },
];

/** How many purchases fit; `of` counts them where they are grouped by customer. */
const counts = (of: string): Parameter[] => [
  { name: 'count', type: 'number', label: ['Orders, exactly', '恰好几单'], having: `${of} = ?` },
  {
    name: 'count_at_least',
    type: 'number',
    label: ['Orders, at least', '至少几单'],
    having: `${of} >= ?`,
  },
  {
    name: 'count_at_most',
    type: 'number',
    label: ['Orders, at most', '至多几单'],
    having: `${of} <= ?`,
  },
];

const bounds = (name: string, sql: string, type: ArgumentType, [en, zh]: Words): Parameter[] => [
  {
    name: `${name}_at_least`,
    type,
    label: [`${en}, at least`, `${zh}至少`],
    having: `${sql} >= ?`,
  },
  { name: `${name}_at_most`, type, label: [`${en}, at most`, `${zh}至多`], having: `${sql} <= ?` },
];

const ORDERS: SegmentFunction = {
  name: 'orders_placed',
  label: ['Orders placed', '下过的订单'],
  hint: ['Purchases: paid and not wholly refunded', '已付款且未全额退款的订单'],
  lines: false,
  parameters: [
    ...PERIOD,
    ...counts('count(*)'),
    {
      name: 'amount_at_least',
      type: 'money',
      label: ['Each order, at least', '单笔金额至少'],
      order: 'o.gross >= ?',
    },
    {
      name: 'amount_at_most',
      type: 'money',
      label: ['Each order, at most', '单笔金额至多'],
      order: 'o.gross <= ?',
    },
    ...bounds('total', 'sum(o.gross)', 'money', ['Together', '合计金额']),
    {
      ...{ name: 'promotion', type: 'text', label: ['Promotion', '活动'], many: true },
      order: `o.order_id IN (SELECT id FROM lens.main.orders WHERE lower(promotion_code) = lower(?))`,
    },
    {
      ...{ name: 'source', type: 'text', label: ['Source', '来源'], many: true },
      order: `o.order_id IN (SELECT id FROM lens.main.orders WHERE lower(source) = lower(?))`,
    },
    {
      ...{ name: 'shop', type: 'text', label: ['Shop', '店铺'], many: true },
      order: `o.shop_id IN (SELECT id FROM lens.main.shop WHERE lower(name) = lower(?))`,
    },
  ],
};

const PRODUCTS: SegmentFunction = {
  name: 'products_purchased',
  label: ['Products bought', '买过的商品'],
  lines: true,
  parameters: [
    {
      name: 'category',
      type: 'text',
      label: ['Category', '品类'],
      many: true,
      line: 'lower(p.category) = lower(?)',
    },
    {
      name: 'title',
      type: 'text',
      label: ['Title contains', '标题包含'],
      many: true,
      line: 'contains(lower(p.title), lower(?))',
    },
    {
      name: 'sku',
      type: 'text',
      label: ['Product code', '商品编码'],
      many: true,
      line: 'lower(p.sku) = lower(?)',
    },
    {
      ...{
        name: 'id',
        type: 'text',
        label: ['Product code', '商品编码'],
        many: true,
        line: 'lower(p.sku) = lower(?)',
      },
      hint: ['The source’s own code', '来源平台的商品编码'],
    },
    ...PERIOD,
    // A purchase with two fitting lines is one purchase.
    ...counts('count(DISTINCT o.order_id)'),
    ...bounds('quantity', 'sum(l.quantity)', 'number', ['Pieces', '件数']),
  ],
};

export const FUNCTIONS: SegmentFunction[] = [ORDERS, PRODUCTS];

/** Names that will be functions: said so, instead of "unknown". */
export const RESERVED = ['touches'];
