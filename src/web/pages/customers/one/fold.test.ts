import { expect, test } from 'vitest';
import type { TimelineItem } from '../model.ts';
import { fold, parcelState } from './fold.ts';

const item = (type: string, at: string, data: Record<string, unknown> = {}): TimelineItem => ({
  ...{ at, type, id: `${type}${at}`, order_id: 'ord_1', order_number: '1001', data },
});

test('an order is told once and a parcel once, where it was last heard of', () => {
  const entries = fold([
    item('review', '2026-03-09', { score: 5 }),
    item('parcel.delivered', '2026-03-08', { tracking_number: 'T1' }),
    item('order.confirmed', '2026-03-08'),
    item('parcel.scanned', '2026-03-07', { tracking_number: 'T1', text: 'Hangzhou' }),
    item('parcel.shipped', '2026-03-06', { tracking_number: 'T1', state: 'in_transit' }),
    item('parcel.shipped', '2026-03-06', { tracking_number: 'T2', state: 'in_transit' }),
    item('order.paid', '2026-03-05'),
    item('order.placed', '2026-03-05'),
  ]);
  expect(entries.map(({ item: { type } }) => type)).toEqual([
    ...['review', 'parcel.delivered', 'parcel.shipped', 'order.placed'],
  ]);
  expect(entries[1]?.steps.map(({ type }) => type)).toEqual([
    ...['parcel.delivered', 'parcel.scanned', 'parcel.shipped'],
  ]);
  expect(entries.map(parcelState)).toEqual([undefined, 'delivered', 'in_transit', undefined]);
});
