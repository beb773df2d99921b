import { RFM_NAMES, type Text } from '../../../kernel/index.ts';
import type { Report, Table, Words } from '../contract.ts';
import type { Answer } from './schema.ts';

/** What each group is worth doing for. */
const ADVICE: Record<string, Text> = {
  important_value: [
    'Thank them and let them see new goods first; do not discount what they buy anyway.',
    '感谢他们，新品优先告知；他们本来就会买，不必打折。',
  ],
  important_growth: [
    'Invite the next order with what goes along with the last one.',
    '用与上次所购相配的商品引导下一单。',
  ],
  important_keep: [
    'Call or write yourself, ask how things are, and mend what went wrong.',
    '亲自联系，问问近况，有不满就补救。',
  ],
  important_winback: [
    'One personal message with a reason to come back; then let them be.',
    '发一条有诚意的消息，给一个回来的理由，之后不再打扰。',
  ],
  general_value: [
    'Offer bundles and refills: they come anyway, help them take more.',
    '推荐组合装和补充装：他们常来，帮他们一次买齐。',
  ],
  general_growth: [
    'Help them enjoy what they bought; the second order matters more than its size.',
    '帮他们用好已买的商品，第二单比金额更重要。',
  ],
  general_keep: ['Remind them when it is time to buy again.', '到复购时间时提醒一下。'],
  general_winback: [
    'Spend nothing here but a season’s greeting.',
    '只在节日问候一声，不必多投入。',
  ],
};

export const choices: Report<Answer>['choices'] = {
  method: {
    title: ['How scores are given', '打分方式'],
    of: {
      value: ['By value: equal values share a score', '按数值五等分（同值同分）'],
      rank: ['By rank: five groups of equal size', '按名次五等分（人数相等）'],
      edges: ['By fixed edges', '按固定分界'],
    },
  },
};

const keyed = (method: Answer['method'], key: string): string =>
  method === 'value' ? key : `${method}|${key}`;

const groups = ({ groups: all, method }: Answer): Table => ({
  name: 'groups',
  title: ['The eight groups', '八类客户'],
  columns: [
    { key: 'name', title: ['Group', '客户类型'], kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'value', title: ['Gross value', '成交额'], kind: 'money' },
    { key: 'share', title: ['Share of value', '金额占比'], kind: 'share' },
    { key: 'todo', title: ['What to do', '怎么做'], kind: 'text' },
  ],
  rows: all.map(({ group, ...cells }) => ({
    cells: { ...cells, name: RFM_NAMES[group]!, todo: ADVICE[group]! },
    // By fixed edges of one's own, the edges are no part of the key.
    ...(method !== 'edges' && { people: { customers: keyed(method, group) } }),
  })),
});

const FIFTHS = [1, 2, 3, 4, 5] as const;

const grid = ({ grid: rows, method }: Answer): Table => ({
  name: 'grid',
  title: ['Recency by frequency', 'R 与 F 交叉'],
  details: true,
  columns: [
    { key: 'r', title: ['R score', 'R 分'], kind: 'text' },
    ...FIFTHS.map((f) => ({
      key: `f${f}`,
      title: [`F ${f}`, `F ${f}`] as const,
      kind: 'count' as const,
    })),
  ],
  rows: FIFTHS.map((r) => ({
    cells: {
      r: [`R ${r}`, `R ${r}`] as const,
      ...Object.fromEntries(FIFTHS.map((f) => [`f${f}`, rows[r - 1]![f - 1]!])),
    },
    ...(method !== 'edges' && {
      people: Object.fromEntries(FIFTHS.map((f) => [`f${f}`, keyed(method, `r${r}f${f}`)])),
    }),
  })),
});

const edges = ({ edges: all, counts }: Answer): Table => ({
  name: 'edges',
  title: ['Where scores begin', '分数分界'],
  details: true,
  columns: [
    { key: 'score', title: ['Edge', '分界'], kind: 'count' },
    { key: 'r', title: ['Days since last purchase', '距上次购买天数'], kind: 'days' },
    { key: 'f', title: ['Purchases', '购买次数'], kind: 'number' },
    { key: 'm', title: ['Gross value', '成交额'], kind: 'money' },
    { key: 'r_customers', title: ['Customers, R', '客户（R）'], kind: 'count' },
    { key: 'f_customers', title: ['Customers, F', '客户（F）'], kind: 'count' },
    { key: 'm_customers', title: ['Customers, M', '客户（M）'], kind: 'count' },
  ],
  rows: FIFTHS.map((n) => ({
    cells: {
      score: n,
      r: all.r?.[n - 1] ?? null,
      f: all.f?.[n - 1] ?? null,
      m: all.m === null ? null : (all.m[n - 1] ?? null),
      r_customers: counts.r[n - 1]!,
      f_customers: counts.f[n - 1]!,
      m_customers: counts.m?.[n - 1] ?? null,
    },
  })),
});

export const words: Words<Answer> = {
  title: ['RFM: eight groups', 'RFM 八类客户'],
  definition: [
    'R is the number of whole days since the last purchase day, F the number of purchases, M their gross value. Each is scored 1 to 5 by fifths: 1 plus the number of edges below the value, and for R the other way round. A score of 4 or 5 counts as high; high or not in R, F and M makes eight groups.',
    'R 为距上次购买日的整天数，F 为购买次数，M 为成交额。各按五分位打 1–5 分：1 加上低于该值的分界数，R 反向。4 分及以上为高；R、F、M 的高低组合成八类客户。',
  ],
  sayings: {
    at_stake: [
      '{customers:count} {customers|customer who spent much has|customers who spent much have} not come for long; they brought {share:share} of the value.',
      '{customers:count} 位高消费客户已许久未来，他们曾带来 {share:share} 的成交额。',
    ],
    few: [
      '{base:count} {base|customer is|customers are} too few for fifths that mean anything; look at them one by one.',
      '只有 {base:count} 位客户，分五档没有意义，逐个看更好。',
    ],
    alike: [
      'These customers all bought at about the same time and equally often: fifths cannot tell them apart, and the groups mean little yet.',
      '这些客户购买的时间和次数都差不多，分五档看不出差别，目前的分群意义不大。',
    ],
    cannot: [
      'Fifths compare your customers with each other, so someone is always in the lowest; it is no verdict on the shop.',
      '五分位只是客户之间的比较，总有人在最低档，并不说明店铺好坏。',
    ],
  },
  view: (answer) => ({
    figures: ['important_value', 'important_keep', 'general_growth'].map((name) => ({
      key: name,
      title: RFM_NAMES[name]!,
      kind: 'count',
      value: answer.groups.find(({ group }) => group === name)!.customers,
      ...(answer.method !== 'edges' && { people: keyed(answer.method, name) }),
    })),
    charts: [
      {
        kind: 'bar',
        table: 'groups',
        title: ['Share of value by group', '各类客户的金额占比'],
        x: 'name',
        series: [{ column: 'share' }],
      },
      {
        kind: 'heat',
        table: 'grid',
        title: ['Customers by recency and frequency', 'R 与 F 交叉人数'],
        x: 'r',
        series: FIFTHS.map((f) => ({ column: `f${f}` })),
      },
    ],
    tables: [groups(answer), grid(answer), edges(answer)],
  }),
};
