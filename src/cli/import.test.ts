import { expect, test } from 'vitest';
import type { Import } from './follow.ts';
import { summaryOf } from './import.ts';

const done: Import = {
  ...{ id: 'imp_1', state: 'checked', stage: null, source: 'generic_orders', progress: null },
  ...{ read: 4, accepted: 3, unchanged: 0, rejected: 1, customers_new: 0, customers_matched: 0 },
  ...{ orders_new: 0, orders_updated: 0, seconds: 0.123456789, problem: null },
};

test('a dry run says unknown where it did not look, and never zero', () => {
  const dry = summaryOf(done, null, true);
  expect(dry).toMatchObject({ batch: null, read: 4, accepted: 3, rejected: 1, seconds: 0.12 });
  expect(dry).toMatchObject({ customers_new: null, orders_new: null, unchanged: null });
  const real = summaryOf({ ...done, customers_new: 2 }, null, false);
  expect(real).toMatchObject({ batch: 'imp_1', customers_new: 2, orders_new: 0, unchanged: 0 });
  expect(Object.keys(dry)).toEqual(Object.keys(real));
});
