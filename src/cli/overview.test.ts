import { expect, test } from 'vitest';
import { overviewRows, type Overview } from './overview.ts';

const one = {
  ...{ customers: 4338, purchases: 18_532, repeat_customers: 2845, repeat_rate: 0.6558 },
  ...{ gross_value: 891_140_790, items_per_order: 278.857, aov_new: null },
};

test('one currency stands in its column, in words and as people write amounts', () => {
  const report: Overview = { as_of: '2011-12-09', currency: 'GBP', ...one };
  const rows = overviewRows(report, 'en');
  expect(rows).toContainEqual({ 'As of 2011-12-09': 'Gross value', GBP: '£8,911,407.90' });
  expect(rows).toContainEqual({ 'As of 2011-12-09': 'Repeat rate', GBP: '65.6%' });
  expect(rows).toContainEqual({ 'As of 2011-12-09': 'First order, on average', GBP: '–' });
  expect(overviewRows(report, 'zh')).toContainEqual({ '截至 2011-12-09': '客户', GBP: '4,338' });
});

test('several currencies stand side by side, and no raw JSON is among them', () => {
  const apart = [
    { currency: 'CNY', ...one },
    { currency: 'JPY', ...one, gross_value: 1050 },
  ];
  const report: Overview = {
    ...{ as_of: '2025-01-31', ...one, gross_value: null, currency: null, by_currency: apart },
  };
  const rows = overviewRows(report, 'en');
  expect(rows).toContainEqual({
    ...{ 'As of 2025-01-31': 'Gross value', All: '–', CNY: '¥8,911,407.90', JPY: '¥1,050' },
  });
  expect(rows.flatMap(Object.values).filter((cell) => /[[{_]/.test(cell))).toEqual([]);
});
