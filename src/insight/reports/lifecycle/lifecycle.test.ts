import { expect, test } from 'vitest';
import { reportDesk } from '../../../../test/support/facts.ts';
import { lifecycle } from './report.ts';
import type { Answer } from './schema.ts';

const { put, answer, people, numbersThatDiffer } = await reportDesk<Answer>(lifecycle);

const stage = ({ stages }: Answer, name: string) => stages.find((one) => one.stage === name)!;

test('a month before is as it was then, whatever was refunded since', async () => {
  await put({
    customer: [1, 2, 3].map((id) => ({ id })),
    orders: [
      { id: 1, customer_id: 1, at: '2024-11-20T00:00:00Z', void_at: '2024-12-20T00:00:00Z' },
      { id: 2, customer_id: 2, at: '2024-11-20T00:00:00Z' },
      { id: 3, customer_id: 3, at: '2024-12-24T00:00:00Z' },
    ],
  });
  const now = await answer({ asOf: '2024-12-31' });
  expect(stage(now, 'honeymoon')).toMatchObject({ customers: 1, customers_before: 2, share: 0.5 });
  expect(now.moves).toEqual([
    { from: 'none', to: 'honeymoon', customers: 1 },
    { from: 'honeymoon', to: 'new', customers: 1 },
  ]);
  expect(await people('before:honeymoon')).toEqual([1, 2]);
  expect(await numbersThatDiffer()).toEqual([]);
  const before = await answer({ asOf: now.before });
  expect(stage(before, 'honeymoon').customers).toBe(stage(now, 'honeymoon').customers_before);
});
