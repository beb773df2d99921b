import type { Text } from '../../../kernel/index.ts';
import type { Column, Row, Table, View, Words } from '../contract.ts';
import { linked } from '../linked.ts';
import type { Answer, Product } from './schema.ts';

const TITLE: Column = { key: 'title', title: ['Product', '商品'], kind: 'text' };
const NOTE: Column = { key: 'small', title: ['Note', '备注'], kind: 'text' };
const SMALL: Text = ['few to judge by', '样本较少'];

/** No column for a word that no row has. */
const noted = (rows: readonly { small: boolean }[]): Column[] =>
  rows.some(({ small }) => small) ? [NOTE] : [];

const row = (one: Product): Row => ({
  cells: { ...one, title: one.title || one.sku, small: one.small ? SMALL : null },
  people: linked({
    buyers: [one.buyers, `buyers:${one.product_id}`],
    first_buyers: [one.first_buyers, `first:${one.product_id}`],
    base: [one.base, `base:${one.product_id}`],
    came_back: [one.came_back, `back:${one.product_id}`],
  }),
});

/** Those with enough to judge by first, the best of them on top. */
const drivers = (answer: Answer): Table => ({
  name: 'drivers',
  title: ['What brings people back', '什么商品带来回头客'],
  columns: [
    TITLE,
    { key: 'comeback_rate', title: ['Back within 90 days', '90 天复购率'], kind: 'share' },
    {
      key: 'base',
      title: ['First buyers 90 days ago or more', '满 90 天的首购客户'],
      kind: 'count',
    },
    { key: 'came_back', title: ['Came back', '已复购'], kind: 'count' },
    { key: 'first_buyers', title: ['First buyers', '首购客户'], kind: 'count' },
    {
      key: 'median_days_to_next',
      title: ['Days to the next purchase', '距下次购买天数'],
      kind: 'days',
    },
    ...noted(answer.products),
  ],
  rows: answer.products
    .filter(({ first_buyers }) => first_buyers > 0)
    .toSorted(
      (a, b) =>
        Number(a.small) - Number(b.small) || (b.comeback_rate ?? -1) - (a.comeback_rate ?? -1),
    )
    .map(row),
});

const sold = (answer: Answer): Table => ({
  name: 'products',
  title: ['How orders with it went', '含该商品的订单表现'],
  columns: [
    TITLE,
    { key: 'category', title: ['Category', '类目'], kind: 'text' },
    { key: 'orders', title: ['Purchases', '购买次数'], kind: 'count' },
    { key: 'buyers', title: ['Buyers', '购买人数'], kind: 'count' },
    { key: 'value', title: ['Gross value', '成交额'], kind: 'money' },
    { key: 'items_per_order', title: ['Items per order', '件单'], kind: 'number' },
    { key: 'refund_rate', title: ['Refunded', '退款率'], kind: 'share' },
    { key: 'complaint_rate', title: ['Complaints', '投诉率'], kind: 'share' },
    { key: 'bad_rate', title: ['Bad reviews', '差评率'], kind: 'share' },
    { key: 'reviewed', title: ['Reviewed', '有评价'], kind: 'count' },
  ],
  rows: answer.products.map((one) => ({
    cells: row(one).cells,
    people: linked({ buyers: [one.buyers, `buyers:${one.product_id}`] }),
  })),
});

const pairs = (answer: Answer): Table => ({
  name: 'pairs',
  title: ['Bought together', '常被一起购买'],
  columns: [
    TITLE,
    { key: 'with_title', title: ['With', '搭配'], kind: 'text' },
    { key: 'orders', title: ['Orders with both', '同时购买'], kind: 'count' },
    { key: 'buyers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'support', title: ['Of all orders', '占全部订单'], kind: 'share' },
    { key: 'confidence', title: ['Of the first’s orders', '占前者订单'], kind: 'share' },
    { key: 'lift', title: ['Times chance', '是偶然的几倍'], kind: 'number' },
    { key: 'value_both', title: ['Order with both', '同购笔单价'], kind: 'money' },
    { key: 'value_alone', title: ['Order without the second', '未搭配笔单价'], kind: 'money' },
    { key: 'aov_effect', title: ['Growth of the mean order', '预计笔单价提升'], kind: 'money' },
    ...noted(answer.pairs),
  ],
  rows: answer.pairs.map((one) => ({
    cells: {
      ...one,
      aov_effect: one.aov_effect === null ? null : Math.round(one.aov_effect),
      small: one.small ? SMALL : null,
    },
    people: linked({ buyers: [one.buyers, `pair:${one.product_id}:${one.with_product_id}`] }),
  })),
});

const view = (answer: Answer): View => ({
  figures: [
    {
      key: 'comeback_rate',
      title: ['Back within 90 days', '90 天复购率'],
      kind: 'share',
      value: answer.comeback_rate,
    },
    {
      key: 'items_per_order',
      title: ['Items per order', '件单'],
      kind: 'number',
      value: answer.items_per_order,
    },
  ],
  charts: [
    {
      kind: 'bar',
      table: 'drivers',
      title: ['Back within 90 days, by first product', '首购商品的 90 天复购率'],
      x: 'title',
      series: [{ column: 'comeback_rate' }],
    },
  ],
  tables: [drivers(answer), pairs(answer), sold(answer)],
});

export const words: Words<Answer> = {
  title: ['Products', '商品'],
  definition: [
    'A repeat driver: of the customers whose first purchase held it, at least 90 days ago, the share that bought again within 90 days. Bought together: support is the share of all orders with both, confidence that of the orders with the first, times chance how much more often than if they had nothing to do with each other. The growth of the mean order supposes that one in ten (uptake) of those who take the first alone took both. Refunds and complaints are of paid orders that hold the product, bad reviews of those reviewed; a credit note that names no order belongs to no product. Orders of guests count here, which Today’s items per order leave out.',
    '带来回头客：首购含该商品且满 90 天的客户中，90 天内再次购买的占比。一起购买：占全部订单的比例、占前者订单的比例，以及比互不相干时多几倍。预计笔单价提升：假设只买前者的订单中有一成（uptake）改为两样都买。退款与投诉按含该商品的已付款订单计，差评按有评价的计；未注明订单的退款单不归于任何商品。此处含游客订单，“今日”的件单价不含。',
  ],
  sayings: {
    driver: [
      '{rate:share} of the {base:count} {base|customer|customers} who began with “{title}” came back within 90 days; of all it is {all:share}.',
      '从“{title}”开始的 {base:count} 位客户中，{rate:share} 在 90 天内复购；全部客户为 {all:share}。',
    ],
    few: [
      'No product has 30 first buyers of at least 90 days ago ({base:count} in all): too few to name a repeat driver.',
      '还没有商品拥有 30 位满 90 天的首购客户（合计 {base:count} 位），无法判断谁带来回头客。',
    ],
    pair: [
      '“{title}” and “{with_title}” are bought together {lift:number} times as often as by chance: a bundle to try.',
      '“{title}”与“{with_title}”一起购买的次数是偶然的 {lift:number} 倍，可以试做套装。',
    ],
    cannot: [
      'Who begins with a product may have come back anyway; whether the product or a bundle does it, only a trial tells.',
      '从某商品开始的客户也许本来就会回来；是不是商品或套装的功劳，只有试过才知道。',
    ],
  },
  view,
};
