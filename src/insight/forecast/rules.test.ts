import { expect, test } from 'vitest';
import type { Holdout } from './holdout.ts';
import {
  bestOf,
  hiddenBecause,
  holdoutStart,
  holdoutWeeks,
  needsFit,
  oldData,
  saysAlive,
} from './rules.ts';

const fitted = { asOf: '2026-01-01', repeats: 1000, currency: 'CNY' };

test('a fit is learnt anew after four weeks, after a twentieth of change, or in another currency', () => {
  expect(needsFit(undefined, fitted)).toBe(true);
  expect(needsFit(fitted, { ...fitted, asOf: '2026-01-29', repeats: 1050 })).toBe(false);
  expect(needsFit(fitted, { ...fitted, asOf: '2026-01-30' })).toBe(true);
  expect(needsFit(fitted, { ...fitted, repeats: 1051 })).toBe(true);
  expect(needsFit(fitted, { ...fitted, repeats: 949 })).toBe(true);
  expect(needsFit(fitted, { ...fitted, currency: null })).toBe(true);
});

test('a silence longer than a fit holds is said: the day asked about lies far from the latest purchase', () => {
  expect(oldData('2026-01-01', '2026-01-29T10:00:00Z')).toBeNull();
  expect(oldData(null, '2030-01-01')).toBeNull();
  expect(oldData('2026-01-01', '2026-01-30')).toEqual({
    code: 'forecast_old_data',
    params: { day: '2026-01-01', days: 29 },
  });
});

test('the last weeks are held back where enough came before them; their last day counts', () => {
  expect(holdoutStart('2025-01-01', '2025-12-31')).toBe('2025-10-02');
  expect(holdoutWeeks('2025-10-02', '2025-12-31')).toEqual({ ok: true, value: 13 });
  expect(holdoutStart('2025-10-01', '2025-12-31')).toBeUndefined();
  expect(holdoutWeeks('2026-01-01', '2025-12-31')).toMatchObject({ ok: false });
});

const judged = (rmse: number, predicted: number): Holdout => ({
  ...{ weeks: 13, customers: 10, actual: 10, predicted: 10 * predicted, bias: predicted - 1, rmse },
  calibration: [{ x: 0, customers: 10, actual: 1, predicted }],
});

test('of models that are as near, the one whose means are right is chosen', () => {
  expect(bestOf({ bgnbd: judged(1, 0.7), mbgnbd: judged(1.005, 0.95), pnbd: judged(1.2, 1) })).toBe(
    'mbgnbd',
  );
  expect(bestOf({})).toBe('mbgnbd');
});

test('P(alive) is told only where the model can tell it, and nothing below thirty repeat customers', () => {
  expect(saysAlive('bgnbd', false, 0)).toBe(false);
  expect(saysAlive('bgnbd', false, 1)).toBe(true);
  expect(saysAlive('mbgnbd', false, 0)).toBe(true);
  expect(saysAlive('mbgnbd', true, 5)).toBe(false);
  expect(hiddenBecause(29)).toEqual({
    code: 'too_few_repeat_customers',
    params: { repeaters: 29, needed: 30 },
  });
  expect(hiddenBecause(30)).toBeNull();
});
