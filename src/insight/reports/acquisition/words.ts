import type { Text } from '../../../kernel/index.ts';
import type { Column, Row, Table, View, Words } from '../contract.ts';
import { linked } from '../linked.ts';
import type { Answer, Entry } from './schema.ts';

const COLUMNS: Column[] = [
  { key: 'customers', title: ['New customers', '新客'], kind: 'count' },
  { key: 'first_value', title: ['First purchases', '首单金额'], kind: 'money' },
  { key: 'base_90', title: ['90 days ago or more', '满 90 天'], kind: 'count' },
  { key: 'back_90', title: ['Second within 90 days', '90 天内复购'], kind: 'count' },
  { key: 'second_rate_90', title: ['Second-order rate', '90 天复购率'], kind: 'share' },
  { key: 'value_180', title: ['Value within 180 days', '180 天人均价值'], kind: 'money' },
  { key: 'returned', title: ['Came back', '有回头'], kind: 'count' },
  { key: 'bargain_hunters', title: ['Of these bargain hunters', '其中只买促销'], kind: 'count' },
];
/** What they cost stands apart: fourteen columns in one table are none. */
const COSTS: Column[] = [
  { key: 'cost_known_share', title: ['Cost known of', '已知成本占比'], kind: 'share' },
  {
    key: 'first_margin',
    title: ['Margin of first purchases', '首单毛利（含亏损）'],
    kind: 'money',
  },
  { key: 'cost_per_customer', title: ['Cost of each', '获客成本'], kind: 'money' },
  { key: 'payback_weeks', title: ['Weeks to pay back', '回本周数'], kind: 'count' },
];
const AROUND: Column[] = [
  { key: 'starts', title: ['Latest run from', '最近一轮开始'], kind: 'day' },
  { key: 'ends', title: ['to', '结束'], kind: 'day' },
  {
    key: 'daily_before',
    title: ['Purchases a day, 14 days before', '前 14 天日均单量'],
    kind: 'number',
  },
  { key: 'daily_during', title: ['During', '期间日均'], kind: 'number' },
  { key: 'daily_after', title: ['14 days after', '后 14 天日均'], kind: 'number' },
];
const NOTE: Column = { key: 'small', title: ['Note', '备注'], kind: 'text' };
const SMALL: Text = ['few to judge by', '样本较少'];
const UNKNOWN: Text = ['unknown', '来源未知'];

const row = (one: Entry, by: 'source' | 'promotion', key: string): Row => ({
  cells: { ...one, small: one.small ? SMALL : null },
  people: linked({
    customers: [one.customers, `${by}:all:${key}`],
    base_90: [one.base_90, `${by}:base:${key}`],
    back_90: [one.back_90, `${by}:back:${key}`],
    returned: [one.returned, `${by}:returned:${key}`],
    bargain_hunters: [one.bargain_hunters, `${by}:hunters:${key}`],
  }),
});

/** No column for a word that no row has. */
const noted = (rows: Row[]): Column[] =>
  rows.some(({ cells }) => cells['small'] !== null) ? [NOTE] : [];

const SOURCE: Column = { key: 'source', title: ['Source', '来源'], kind: 'text' };
const PROMOTION: Column = { key: 'promotion', title: ['Promotion', '促销'], kind: 'text' };

const sourceRows = ({ sources }: Answer): Row[] =>
  sources.map((one) => {
    const { cells, people = {} } = row(one, 'source', one.source ?? '');
    return { cells: { ...cells, source: one.source ?? UNKNOWN }, people };
  });

const promotionRows = ({ promotions }: Answer): Row[] =>
  promotions.map((one) => {
    const { cells, people = {} } = row(one, 'promotion', one.promotion);
    return { cells: { ...cells, promotion: one.promotion }, people };
  });

/** Each as far as its columns go. */
const cut = (table: Table): Table => ({
  ...table,
  rows: table.rows.map(({ cells, people = {} }) => ({
    cells,
    people: Object.fromEntries(
      Object.entries(people).filter(([key]) => table.columns.some((one) => one.key === key)),
    ),
  })),
});

/** Folded while nothing is known of costs. */
const costs = (name: string, title: Text, head: Column, rows: Row[]): Table => ({
  ...{ name, title, columns: [head, ...COLUMNS.slice(0, 2), ...COSTS], rows },
  details: rows.every(({ cells }) =>
    ['first_margin', 'cost_per_customer', 'payback_weeks'].every((key) => cells[key] === null),
  ),
});

function ways(answer: Answer): Table[] {
  const [sources, promotions] = [sourceRows(answer), promotionRows(answer)];
  const bySource: Text = ['By source: what it cost and when it paid back', '按来源：成本与回本'];
  const byPromotion: Text = [
    'By promotion: what it cost and when it paid back',
    '按促销：成本与回本',
  ];
  const title: Text = ['By promotion', '按促销'];
  const around: Text = ['Purchases a day around each promotion', '促销前后日均单量'];
  return [
    {
      name: 'sources',
      title: ['By source', '按来源'] as Text,
      columns: [SOURCE, ...COLUMNS, ...noted(sources)],
      rows: sources,
    },
    costs('source_costs', bySource, SOURCE, sources),
    {
      name: 'promotions',
      title,
      columns: [PROMOTION, ...COLUMNS, ...noted(promotions)],
      rows: promotions,
    },
    costs('promotion_costs', byPromotion, PROMOTION, promotions),
    { name: 'around', title: around, columns: [PROMOTION, ...AROUND], rows: promotions },
  ]
    .filter(({ rows }) => rows.length > 0)
    .map(cut);
}

const calculator = ({ calculator: costs }: Answer): Table => ({
  name: 'calculator',
  title: ['What a new customer costs against a kept one', '新客与老客的成本'],
  columns: [
    { key: 'click_price', title: ['Click price', '点击单价'], kind: 'money' },
    { key: 'conversion', title: ['Conversion', '转化率'], kind: 'share' },
    { key: 'cost_of_new', title: ['Click price / conversion', '点击单价 ÷ 转化率'], kind: 'money' },
    { key: 'spend', title: ['Ad spend', '推广花费'], kind: 'money' },
    { key: 'new_customers', title: ['New customers it brought', '带来的新客'], kind: 'count' },
    { key: 'cost_by_spend', title: ['Spend / new customers', '花费 ÷ 新客'], kind: 'money' },
    { key: 'retention_cost', title: ['Cost of a repeat purchase', '每笔复购成本'], kind: 'money' },
    { key: 'times', title: ['Times', '倍数'], kind: 'number' },
  ],
  rows: [
    {
      cells: {
        ...costs,
        click_price: costs.click_price === null ? null : Math.round(costs.click_price),
      },
    },
  ],
});

const trials = ({ trials: tried }: Answer): Table => ({
  name: 'trials',
  title: ['Trials and gifts as a first contact', '试用与赠品带来的首次接触'],
  columns: [
    { key: 'contacts', title: ['Contacts', '接触人数'], kind: 'count' },
    { key: 'became_customers', title: ['Became customers', '成为客户'], kind: 'count' },
    { key: 'base_90', title: ['90 days ago or more', '满 90 天'], kind: 'count' },
    { key: 'rate_90', title: ['Bought within 90 days', '90 天内购买'], kind: 'share' },
  ],
  rows: [
    {
      cells: { ...tried },
      people: linked({
        contacts: [tried.contacts, 'trials:all'],
        became_customers: [tried.became_customers, 'trials:became'],
      }),
    },
  ],
});

const view = (answer: Answer): View => ({
  figures: [
    {
      ...{ key: 'customers', title: ['New customers', '新客'], kind: 'count' },
      value: answer.customers,
      people: 'all',
    },
    {
      key: 'cost_by_spend',
      title: ['Cost of a new customer', '获客成本'],
      kind: 'money',
      value: answer.calculator.cost_by_spend ?? answer.calculator.cost_of_new,
    },
    {
      key: 'retention_cost',
      title: ['Cost of a repeat purchase', '每笔复购成本'],
      kind: 'money',
      value: answer.calculator.retention_cost,
    },
  ],
  charts: [
    {
      kind: 'bar',
      table: 'sources',
      title: ['Second-order rate by source', '各来源 90 天复购率'],
      x: 'source',
      series: [{ column: 'second_rate_90' }],
    },
    {
      kind: 'bar',
      table: 'around',
      title: ['Purchases a day around each promotion', '促销前后日均单量'],
      x: 'promotion',
      series: [{ column: 'daily_before' }, { column: 'daily_after' }],
    },
  ],
  tables: [...ways(answer), trials(answer), calculator(answer)],
});

export const words: Words<Answer> = {
  title: ['New customers', '拉新质量'],
  definition: [
    'By the source and promotion of a customer’s first purchase: its margin where costs are known (losses included), the second purchase within 90 days, the value within 180 days, and the weeks until the margin has paid for advertising or for the first loss, later value earning the usual margin. A bargain hunter came back, and 60 % or more of the purchases were on offer. Cost of a new customer: ad spend / new customers of its sources, or click price / conversion; of a kept one: discounts on repeat purchases, until messages are counted.',
    '按客户首单的来源与促销：已知成本的首单毛利（含亏损）、90 天内第二单、180 天内价值，以及毛利收回推广费或首单亏损所需的周数（后续按平均毛利率计）。只买促销：有回头且六成以上购买都在优惠中。获客成本：推广花费 ÷ 对应来源的新客，或点击单价 ÷ 转化率；留客成本：复购订单的优惠（暂不含消息费用）。',
  ],
  sayings: {
    best_and_worst: [
      '{best_rate:share} of the customers from “{best}” bought again within 90 days, {worst_rate:share} of those from “{worst}”.',
      '“{best}”来的新客 {best_rate:share} 在 90 天内复购，“{worst}”来的只有 {worst_rate:share}。',
    ],
    few: [
      'Of {customers:count} new {customers|customer|customers} no two sources or promotions have 30 known long enough to compare.',
      '{customers:count} 位新客中，还没有两个来源或促销各有 30 位时间够长的客户可比。',
    ],
    cost: [
      'A new customer costs {times:number} times what a repeat purchase does.',
      '一位新客的成本是一笔复购的 {times:number} 倍。',
    ],
    cannot: [
      'Sources bring different people, and what would have come without advertising is not known; purchases after a promotion also follow the season.',
      '不同来源带来的人本就不同，没有推广会有多少人来也无从得知；促销之后的单量也随季节变化。',
    ],
  },
  view,
};
