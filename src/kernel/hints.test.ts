import { expect, test } from 'vitest';
import { shopHints } from './hints.ts';

const YUAN = { currency: 'CNY', time_zone: 'Asia/Shanghai' };

test('Chinese headings or amounts in yuan mean yuan and Shanghai', () => {
  expect(shopHints(['订单号', '下单时间', '手机'], [['A1', '2026-01-02', '13800000000']])).toEqual(
    YUAN,
  );
  expect(shopHints(['order', 'paid'], [['A1', '35.00元']])).toEqual(YUAN);
  expect(shopHints(['order', 'paid'], [['A1', '¥35.00']])).toEqual(YUAN);
});

test('a sign beside an amount outweighs the letters of the headings, and no sign says nothing', () => {
  expect(shopHints(['order', 'paid'], [['A1', '£3.50']])).toEqual({ currency: 'GBP' });
  expect(shopHints(['order', 'paid'], [['A1', '3,50 €']])).toEqual({ currency: 'EUR' });
  expect(shopHints(['订单号', '金额'], [['A1', '$3.50']])).toEqual({ ...YUAN, currency: 'USD' });
  expect(shopHints(['order', 'title'], [['A1', '茶']])).toEqual({});
  expect(shopHints(['注文番号', 'お名前'], [['A1', '¥350']]).currency).toBe('JPY');
});
