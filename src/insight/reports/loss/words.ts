import type { Text } from '../../../kernel/index.ts';
import type { Table, Words } from '../contract.ts';
import type { Answer, REASONS } from './schema.ts';

type Reason = (typeof REASONS)[number];

/** Name, the trade's rule of thumb, and what to do. */
const REASON: Record<Reason, { name: Text; rule: number | null; todo: Text }> = {
  bad_experience: {
    name: ['Bad experience', '体验不好'],
    rule: 0.1,
    todo: [
      'Say sorry in person and mend it; only then think of another sale.',
      '亲自致歉并补救，之后再谈销售。',
    ],
  },
  price: {
    name: ['Price', '价格'],
    rule: 0.2,
    todo: [
      'Write only when there is a real offer on what they bought before.',
      '只在他们买过的商品真正优惠时再联系。',
    ],
  },
  choice: {
    name: ['Choice', '选择不足'],
    rule: 0.15,
    todo: ['Show what is new outside of what they already tried.', '推荐他们还没试过的新品类。'],
  },
  forgot: {
    name: ['Forgot the shop', '忘了店铺'],
    rule: 0.5,
    todo: [
      'Be there again with something useful: how to use it, when to refill it.',
      '用有用的内容重新出现：怎么用、何时补货。',
    ],
  },
  habit: {
    name: ['Habit or need changed', '习惯或需求变了'],
    rule: 0.05,
    todo: ['Ask what changed; note the answer.', '问问有什么变化，并记录下来。'],
  },
  unexplained: {
    name: ['Unexplained', '原因不明'],
    rule: null,
    todo: ['The data do not say. Ask ten of them.', '数据看不出原因，问问其中十位。'],
  },
};

const EVIDENCE: Record<string, Text> = {
  bad_review: ['A bad review of the last order', '最近一单有差评'],
  open_complaint: ['A complaint nobody resolved', '投诉尚未解决'],
  late_parcel: ['The last parcel came late', '最近一单延迟送达'],
  abnormal_parcel: ['Something was wrong with the last parcel', '最近一单物流异常'],
  quality_refund: ['A refund for quality on the last order', '最近一单因质量退款'],
  often_on_offer: [
    'Most purchases were on offer, and the price has risen',
    '大多在优惠时购买，且现在涨价了',
  ],
  last_two_on_offer: [
    'The last two were on offer, and the price has risen',
    '最近两次都在优惠时购买，且现在涨价了',
  ],
  no_favourite: ['Tried several things and settled on none', '试过几类商品，没有固定偏好'],
  bought_once: [
    'Bought once, was content, never heard of again',
    '只买过一次，体验正常，之后没再来',
  ],
  regular_then_stopped: ['Came regularly, then stopped', '原本规律购买，后来停了'],
};

const reasons = ({ reasons: all }: Answer): Table => ({
  name: 'reasons',
  title: ['Why they left', '流失原因'],
  columns: [
    { key: 'name', title: ['Likely reason', '可能原因'], kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'share', title: ['Share', '占比'], kind: 'share' },
    { key: 'rule', title: ['Rule of thumb', '行业经验'], kind: 'share' },
    { key: 'value_at_stake', title: ['Spent so far', '累计消费'], kind: 'money' },
    { key: 'todo', title: ['What to do', '怎么做'], kind: 'text' },
  ],
  rows: all.map(({ reason, ...cells }) => ({
    cells: { ...cells, ...REASON[reason] },
    people: { customers: reason },
  })),
});

const evidence = ({ evidence: all }: Answer): Table => ({
  name: 'evidence',
  title: ['The evidence', '依据'],
  columns: [
    { key: 'name', title: ['What speaks for it', '依据'], kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
  ],
  rows: all.map(({ evidence: code, customers }) => ({
    cells: { name: EVIDENCE[code] ?? code, customers },
    people: { customers: `evidence:${code}` },
  })),
});

const most = (en: string, zh: string): Text => [
  `Of {customers:count} {customers|customer who is|customers who are} drifting away or gone, the likeliest reason is ${en}: {share:share}.`,
  `在 {customers:count} 位正在流失或已流失的客户中，最可能的原因是${zh}：{share:share}。`,
];

export const words: Words<Answer> = {
  title: ['Why customers leave', '客户为什么流失'],
  definition: [
    'Only customers at risk, dormant or lost. The first reason whose evidence holds, in this order: bad experience, price, choice, forgot the shop, habit; all evidence is kept. Beside it the trade’s rule of thumb; for “forgot the shop” that is more than half. “Spent so far” is the gross value of all their purchases.',
    '只看有流失风险、沉睡和已流失的客户。按顺序取第一个有依据的原因：体验不好、价格、选择不足、忘了店铺、习惯变化；所有依据都会保留。旁边是行业经验值；“忘了店铺”一项为超过一半。“累计消费”为其全部购买的成交额。',
  ],
  sayings: {
    most_bad_experience: most('a bad experience', '体验不好'),
    most_price: most('the price', '价格'),
    most_choice: most('too little choice', '选择不足'),
    most_forgot: most('that they forgot the shop', '忘了店铺'),
    most_habit: most('a habit that changed', '习惯变了'),
    few: [
      '{customers:count} {customers|customer is|customers are} drifting away or gone: too few for shares, look at them one by one.',
      '有 {customers:count} 位客户正在流失或已流失：人数太少，占比没有意义，请逐个看。',
    ],
    nobody: ['Nobody is drifting away at the moment.', '目前没有客户在流失。'],
    cannot: [
      'These are traces, not confessions: {share:share} remain unexplained, and only asking tells for certain.',
      '这些只是线索，并非客户亲口所说：仍有 {share:share} 原因不明，问过才知道。',
    ],
  },
  view: (answer) => ({
    figures: [
      {
        key: 'customers',
        title: ['Drifting away or gone', '正在流失或已流失'],
        kind: 'count',
        value: answer.customers,
        people: 'all',
      },
    ],
    charts: [
      {
        kind: 'bar',
        table: 'reasons',
        title: ['Likely reasons beside the rule of thumb', '可能的原因与行业经验'],
        x: 'name',
        series: [{ column: 'share' }, { column: 'rule' }],
      },
    ],
    tables: [reasons(answer), evidence(answer)].filter(({ rows }) => rows.length > 0),
  }),
};
