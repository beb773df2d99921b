/** What the R package rfm (MIT) prints for its example orders. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { reportDesk } from '../../../../test/support/facts.ts';
import type { Answer } from './schema.ts';
import { rfm } from './report.ts';

const file = new URL('../../../../test/fixtures/rfm/orders.csv', import.meta.url);
const orders = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',') as [string, string, string]);
const customers = [...new Set(orders.map(([id]) => Number(id)))];

const { answer, put } = await reportDesk<Answer>(rfm);

beforeAll(() =>
  put({
    shop: [{ time_zone: 'UTC' }],
    customer: customers.map((id) => ({ id })),
    orders: orders.map(([customer, day, revenue], n) => ({
      ...{ id: n + 1, customer_id: Number(customer), at: `${day}T12:00:00Z` },
      ...{ placed_day: day, purchased_day: day, gross: Number(revenue) * 100 },
    })),
  }),
);

test('recency, frequency, money and scores of the published table', async () => {
  const { customers: people, base } = await answer({ asOf: '2006-12-31' }, { customers: 'true' });
  expect(base).toBe(995);
  const first = people!.slice(0, 5).map(({ r, f, m, rs, fs, ms }) => [r, f, m! / 100, rs, fs, ms]);
  expect(first).toEqual([
    [205, 6, 472, 3, 4, 3],
    [140, 3, 340, 4, 1, 2],
    [194, 4, 405, 3, 2, 3],
    [98, 7, 596, 5, 4, 4],
    [132, 5, 448, 4, 3, 3],
  ]);
});

test('champions by the edges of that package: the quintiles and one, up from which the score is the next', async () => {
  const edges = { edges_r: '114,180,297,481', edges_f: '3,4,5,7', edges_m: '255,381,506,665' };
  const asked = { method: 'edges', customers: 'true', ...edges };
  const { customers: people } = await answer({ asOf: '2006-12-31' }, asked);
  const champions = people!.filter(({ rs, fs, ms }) => rs >= 4 && fs >= 4 && ms! >= 4);
  const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0);
  expect(champions.length).toBe(158);
  expect(sum(champions.map(({ f }) => f))).toBe(1234);
  expect(sum(champions.map(({ m }) => m! / 100))).toBe(120_178);
});
