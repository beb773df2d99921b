import type { Source } from '../source.ts';

/** Files of no platform: their columns are found by name, or chosen by the user. */
export const generic: readonly Source[] = [
  {
    name: 'generic_orders',
    title: { zh: '通用订单', en: 'Orders (any shop)' },
    kind: 'orders',
    versions: [],
    fields: {},
    creditNumber: '^C[0-9]+$',
  },
];
