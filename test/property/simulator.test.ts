import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { simulateBuyer, stockShelf, DEFAULT_PLAN, writeShop } from '../../bench/simulator/index.ts';
import { overview } from '../../src/insight/overview/index.ts';
import { openLens } from '../../src/lens/index.ts';
import { testDb } from '../support/db.ts';

const CUSTOMERS = 120;
const plan = { ...DEFAULT_PLAN, seed: 11 };
const shelf = stockShelf(plan.seed, 50);
const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'regulars-simulator-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What the ledger should say as of the plan's end, counted from the people themselves. */
function counted() {
  const buyers = Array.from({ length: CUSTOMERS }, (_, index) => simulateBuyer(plan, shelf, index));
  const purchases = buyers.map((buyer) =>
    buyer.orders
      .map((order) => {
        const gross = order.goods - order.discount;
        const refund =
          order.refund && order.refund.at < plan.end ? Math.min(order.refund.amount, gross) : 0;
        return { gross, refund };
      })
      .filter(({ gross, refund }) => refund < gross),
  );
  const all = purchases.flat();
  return {
    customers: purchases.filter((list) => list.length > 0).length,
    repeat_customers: purchases.filter((list) => list.length > 1).length,
    purchases: all.length,
    gross_value: all.reduce((sum, { gross }) => sum + gross, 0),
    refunds_value: all.reduce((sum, { refund }) => sum + refund, 0),
  };
}

test('the overview of a simulated shop is what its simulated people did', async () => {
  await writeShop(db, { ...plan, customers: CUSTOMERS, products: 50 });
  const log = { info: () => undefined, warn: () => undefined };
  const lens = await openLens({ db, dir, business: 'main', log, memoryLimit: '200MB' });
  expect(await overview(lens, { asOf: '2026-01-05' })).toMatchObject(counted());
  await lens.close();
});

test('a simulated customer is the same person in a shop of any size, and another seed is another shop', () => {
  const first = simulateBuyer(plan, shelf, 17);
  expect(simulateBuyer(plan, shelf, 17)).toEqual(first);
  expect(simulateBuyer({ ...plan, seed: 12 }, shelf, 17)).not.toEqual(first);
});
