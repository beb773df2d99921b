import type { Text } from '../../../kernel/index.ts';
import type { Table, Words } from '../contract.ts';
import type { Answer } from './schema.ts';

const STAGE: Record<Answer['moves'][number]['from'], Text> = {
  none: ['Not yet a customer', '尚未购买'],
  honeymoon: ['Honeymoon', '蜜月期'],
  new: ['New', '新客'],
  active: ['Active', '活跃'],
  loyal: ['Loyal', '忠诚'],
  at_risk: ['At risk', '有流失风险'],
  dormant: ['Dormant', '沉睡'],
  lost: ['Lost', '已流失'],
};

const stages = ({ stages: all }: Answer): Table => ({
  name: 'stages',
  title: ['Stages', '各阶段'],
  columns: [
    { key: 'name', title: ['Stage', '阶段'], kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
    { key: 'share', title: ['Share', '占比'], kind: 'share' },
    { key: 'customers_before', title: ['Before', '之前'], kind: 'count' },
    { key: 'value', title: ['Spent so far', '累计消费'], kind: 'money' },
  ],
  rows: all.map(({ stage, ...cells }) => ({
    cells: { ...cells, name: STAGE[stage] },
    people: { customers: stage, customers_before: `before:${stage}` },
  })),
});

const moves = ({ moves: all }: Answer): Table => ({
  name: 'moves',
  title: ['Who moved', '阶段变化'],
  columns: [
    { key: 'from', title: ['From', '从'], kind: 'text' },
    { key: 'to', title: ['To', '到'], kind: 'text' },
    { key: 'customers', title: ['Customers', '客户'], kind: 'count' },
  ],
  rows: all.map(({ from, to, customers }) => ({
    cells: { from: STAGE[from], to: STAGE[to], customers },
    people: { customers: `${from}>${to}` },
  })),
});

export const words: Words<Answer> = {
  title: ['Life of a customer', '客户生命周期'],
  definition: [
    'Each customer’s stage follows from the days since the last purchase and the reference cycle (own, else that of the product, category or shop). Compared are the day asked about and a month before, or the start of the chosen time.',
    '客户的阶段由距上次购买的天数和参考周期（本人，其次商品、品类、全店）决定。这里比较所选日期与一个月前（或所选时间的开始）。',
  ],
  sayings: {
    moved: [
      '{left:count} {left|customer|customers} began to drift away, and {back:count} who were drifting are no longer: they bought again, or are now known to buy at a slower rhythm.',
      '有 {left:count} 位客户开始流失，{back:count} 位原本正在流失的客户已不再流失：再次购买，或现在得知其购买节奏本来较慢。',
    ],
    still: [
      'Nobody began to drift away, and nobody who was drifting is so no longer.',
      '没有客户开始流失，正在流失的也没有减少。',
    ],
    cannot: [
      'A stage is a rule over days, not a wish: someone at risk may simply buy seldom.',
      '阶段只是按天数的规则：有流失风险的人，也可能只是买得少。',
    ],
  },
  view: (answer) => ({
    figures: (['loyal', 'at_risk', 'dormant'] as const).map((name) => ({
      key: name,
      title: STAGE[name],
      kind: 'count',
      value: answer.stages.find(({ stage }) => stage === name)!.customers,
      people: name,
    })),
    charts: [
      {
        kind: 'flow',
        table: 'moves',
        title: ['Who moved between stages', '客户在各阶段间的变化'],
        x: 'from',
        to: 'to',
        series: [{ column: 'customers' }],
      },
    ],
    tables: [stages(answer), moves(answer)],
  }),
};
