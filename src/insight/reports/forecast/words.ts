import type { Text } from '../../../kernel/index.ts';
import type { Figure, Table, Words } from '../contract.ts';
import type { Answer } from './schema.ts';

const SPAN: Record<number, Text> = {
  4: ['Next 4 weeks', '未来 4 周'],
  13: ['Next 13 weeks', '未来 13 周'],
  52: ['Next 52 weeks', '未来 52 周'],
};

const spanOf = (weeks: number): Text => SPAN[weeks] ?? [`${weeks} weeks`, `${weeks} 周`];

function horizons({ horizons: all }: Answer): Table {
  return {
    name: 'horizons',
    title: ['What to expect from today’s customers', '现有客户的预期'],
    columns: [
      { key: 'span', title: ['Time', '时间'], kind: 'text' },
      { key: 'purchases', title: ['Orders expected', '预期订单'], kind: 'count' },
      { key: 'purchases_low', title: ['at least', '至少'], kind: 'count' },
      { key: 'purchases_high', title: ['at most', '至多'], kind: 'count' },
      { key: 'value', title: ['Value expected', '预期金额'], kind: 'money' },
      { key: 'value_low', title: ['at least', '至少'], kind: 'money' },
      { key: 'value_high', title: ['at most', '至多'], kind: 'money' },
    ],
    rows: all.map(({ weeks, purchases, value }) => ({
      cells: {
        span: spanOf(weeks),
        purchases: Math.round(purchases.expected),
        ...{ purchases_low: Math.round(purchases.low), purchases_high: Math.round(purchases.high) },
        value: value && Math.round(value.expected),
        ...{
          value_low: value && Math.round(value.low),
          value_high: value && Math.round(value.high),
        },
      },
    })),
  };
}

/** The last row holds this many repeats or more (insight/forecast). */
const OR_MORE = 7;

function calibration({ backtest }: Answer): Table {
  return {
    name: 'backtest',
    title: ['Test on the last weeks: orders per customer', '用最近几周检验：每位客户的订单'],
    columns: [
      { key: 'orders', title: ['Orders before', '此前订单'], kind: 'text' },
      { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
      { key: 'predicted', title: ['Foreseen', '预测'], kind: 'number' },
      { key: 'actual', title: ['Came', '实际'], kind: 'number' },
    ],
    rows: (backtest?.calibration ?? []).map(({ x, ...rest }) => ({
      cells: { orders: x === OR_MORE ? `${x + 1}+` : String(x + 1), ...rest },
    })),
  };
}

const NAMES: Record<string, string> = {
  bgnbd: 'BG/NBD',
  mbgnbd: 'MBG/NBD',
  pnbd: 'Pareto/NBD',
  mbgcnbd: 'MBG/CNBD-k',
};

function models({ models: all }: Answer): Table {
  return {
    name: 'models',
    title: ['Models compared on the last weeks', '各模型在最近几周的表现'],
    details: true,
    columns: [
      { key: 'model', title: ['Model', '模型'], kind: 'text' },
      { key: 'chosen', title: ['Used', '采用'], kind: 'text' },
      { key: 'predicted', title: ['Foreseen', '预测'], kind: 'number' },
      { key: 'actual', title: ['Came', '实际'], kind: 'count' },
      { key: 'bias', title: ['Off by', '偏差'], kind: 'share' },
      { key: 'rmse', title: ['Error per customer (RMSE)', '每位客户误差（RMSE）'], kind: 'number' },
    ],
    rows: all.map(({ model, chosen, ...rest }) => ({
      cells: { model: NAMES[model] ?? model, chosen: chosen ? '✓' : '', ...rest },
    })),
  };
}

const figures = ({ horizons: all, backtest, customers }: Answer): Figure[] => [
  ...all
    .filter(({ weeks }) => weeks > 4)
    .map(({ weeks, purchases }): Figure => ({
      ...{ key: `orders_${weeks}`, title: spanOf(weeks), kind: 'count' },
      value: Math.round(purchases.expected),
    })),
  {
    ...{ key: 'bias', title: ['Off in the test', '检验偏差'], kind: 'share' },
    value: backtest?.bias ?? null,
  },
  {
    ...{ key: 'customers', title: ['Customers it is about', '涉及的客户'], kind: 'count' },
    ...{ value: customers, people: 'all' },
  },
];

export const words: Words<Answer> = {
  title: ['Forecast', '预测'],
  definition: [
    'What the customers of today are expected to order: all orders of one customer on one day count as one. The bounds hold eight times of ten as far as chance and the method’s own figures go; a season, a promotion, or whatever made the test miss, is not in them, and what the test missed stands beside them. Before it is used, the way of forecasting is chosen by how well it would have foreseen the last weeks of this shop. New customers of tomorrow are not in it. These bounds of all customers together also hold how sure the method is of its own figures; those of a single customer (their page, the list) only hold how that one’s year may go.',
    '现有客户预计会下的订单：同一客户一天内的订单算一次。就偶然与方法自身而言，上下限在十次中有八次成立；季节、促销以及使检验出现偏差的原因不在其内，检验的偏差另行列出。所用方法按其对本店最近几周的预测效果选出。不含将来的新客户。这里全体客户的上下限也含方法自身参数的不确定；单个客户（其页面与列表）的上下限只含其本人这一年可能的情况。',
  ],
  sayings: {
    too_few: [
      '{repeaters:count} {repeaters|customer has|customers have} a second order day; forecasts are shown from {needed:count} on, as fewer would be guesswork.',
      '目前有 {repeaters:count} 位客户在第二天再次下单；达到 {needed:count} 位后才显示预测，过少则不可靠。',
    ],
    ahead: [
      'In the next 13 weeks today’s customers will probably order between {low:count} and {high:count} times.',
      '未来 13 周，现有客户预计下单 {low:count} 至 {high:count} 次。',
    ],
    untested: [
      'The shop’s past is too short to test this forecast: believe it with care.',
      '本店历史较短，尚无法检验此预测，请谨慎参考。',
    ],
    nobody_came: [
      'Nothing to test it on: it foresaw nothing in the last {weeks:count} weeks, or nobody ordered in them.',
      '无从检验：最近 {weeks:count} 周没有预测到订单，或没有人下单。',
    ],
    old: [
      'The last purchase known is of {day}, {days:count} days before the day asked about: what came since is not known, and the silence is read as customers leaving.',
      '已知的最后一笔购买在 {day}，早于所问日期 {days:count} 天：此后的情况未知，这段空白会被当作客户流失。',
    ],
    too_low: [
      'Tested on the last {weeks:count} weeks, it foresaw {share:share} too few orders; promotions and seasons it cannot know. Missing by as much again, it would be {low:count} to {high:count}.',
      '用最近 {weeks:count} 周检验，预测偏低 {share:share}；促销与季节无法预知。若再偏差这么多，则为 {low:count} 至 {high:count} 次。',
    ],
    too_high: [
      'Tested on the last {weeks:count} weeks, it foresaw {share:share} too many orders; promotions and seasons it cannot know. Missing by as much again, it would be {low:count} to {high:count}.',
      '用最近 {weeks:count} 周检验，预测偏高 {share:share}；促销与季节无法预知。若再偏差这么多，则为 {low:count} 至 {high:count} 次。',
    ],
  },
  view: (answer) => ({
    figures: answer.hidden === null ? figures(answer) : [],
    charts:
      answer.backtest === null
        ? []
        : [
            {
              kind: 'bar',
              table: 'backtest',
              title: [
                'Foreseen and real orders, by orders before',
                '预测与实际订单（按此前订单数）',
              ],
              x: 'orders',
              series: [{ column: 'predicted' }, { column: 'actual' }],
            },
          ],
    tables: [horizons(answer), calibration(answer), models(answer)],
  }),
};
