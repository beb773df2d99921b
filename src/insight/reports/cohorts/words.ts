import type { Text } from '../../../kernel/index.ts';
import type { Chart, Column, Row, Table, Words } from '../contract.ts';
import type { Cell } from '../schema.ts';
import type { Answer } from './schema.ts';

type Cohort = Answer['cohorts'][number];

const longest = (cohorts: Cohort[]): number =>
  Math.max(0, ...cohorts.map(({ counts }) => counts.length));

function table(
  name: string,
  title: Table['title'],
  kind: Column['kind'],
  cohorts: Cohort[],
  of: (cohort: Cohort, k: number) => Cell,
): Table {
  const ks = Array.from({ length: longest(cohorts) }, (_, k) => k);
  const row = (cohort: Cohort): Row => {
    const own = ks.slice(0, cohort.counts.length);
    return {
      cells: {
        month: cohort.month,
        size: cohort.size,
        ...Object.fromEntries(own.map((k) => [`m${k}`, of(cohort, k)])),
      },
      people: {
        size: `${cohort.month}:0`,
        ...(kind !== 'money' &&
          Object.fromEntries(own.map((k) => [`m${k}`, `${cohort.month}:${k}`]))),
      },
    };
  };
  return {
    name,
    title,
    columns: [
      { key: 'month', title: ['First bought in', '首购月份'], kind: 'month' },
      { key: 'size', title: ['Customers', '客户'], kind: 'count' },
      ...ks.map((k) => ({ key: `m${k}`, title: [`+${k}`, `+${k}`] as const, kind })),
    ],
    rows: cohorts.map(row),
  };
}

/** Thirteen months in a row are read as a picture; as a table they would not fit a screen. */
const heat = (of: string, title: Text, cohorts: Cohort[]): Chart => ({
  ...{ kind: 'heat', table: of, title, x: 'month' },
  series: Array.from({ length: longest(cohorts) }, (_, k) => ({ column: `m${k}` })),
});

export const words: Words<Answer> = {
  title: ['Cohorts', '同期群'],
  definition: [
    'Customers grouped by the calendar month of their first purchase. Column +k holds those of them who bought in the month k months later, and +0 all of them. The last column of each row is a month that is not over yet.',
    '按首次购买的自然月把客户分组。+k 列是其中在第 k 个月后当月购买的人，+0 是全部。每行最后一列的月份可能尚未结束。',
  ],
  sayings: {
    next: [
      '{next:share} of {base:count} {base|customer|customers} bought again in the month after their first.',
      '{base:count} 位客户中，{next:share} 在首购次月再次购买。',
    ],
    next_and_half: [
      '{next:share} bought again in the month after their first, and {half:share} in the sixth month.',
      '{next:share} 的客户在次月再次购买，第六个月仍有 {half:share} 购买。',
    ],
    few: [
      '{next:share} of {base:count} {base|customer|customers} bought again in the month after their first; so few may be chance.',
      '{base:count} 位客户中，{next:share} 在首购次月再次购买；人数太少，可能只是偶然。',
    ],
    too_early: [
      'There is no month yet whose customers had another whole month to come back in.',
      '还没有哪个月的客户经历过完整的下一个月。',
    ],
    cannot: [
      'Months differ by season and promotion: compare rows at the same distance, and do not read a single cell of a small row.',
      '各月受季节和活动影响：请比较相同间隔的各行，人数少的行不要只看单个格子。',
    ],
  },
  view: ({ cohorts }) => ({
    figures: [
      {
        key: 'size',
        title: ['Customers', '客户'],
        kind: 'count',
        value: cohorts.reduce((sum, { size }) => sum + size, 0),
        people: 'all',
      },
    ],
    charts: [
      heat(
        'rates',
        ['Who came back, by month of the first purchase', '各月新客的回购情况'],
        cohorts,
      ),
      heat('counts', ['Customers who bought', '购买人数'], cohorts),
      heat('values', ['Their gross value', '成交额'], cohorts),
    ],
    tables: [
      table('rates', ['Share who bought', '购买占比'], 'share', cohorts, ({ size, counts }, k) =>
        size === 0 ? null : counts[k]! / size,
      ),
      table(
        'counts',
        ['Customers who bought', '购买人数'],
        'count',
        cohorts,
        ({ counts }, k) => counts[k]!,
      ),
      table(
        'values',
        ['Their gross value', '成交额'],
        'money',
        cohorts,
        ({ values }, k) => values[k]!,
      ),
    ],
  }),
};
