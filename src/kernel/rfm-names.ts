import type { Text } from './text.ts';

/** What sellers call the eight groups of RFM: recency, frequency and money, each high or low. */
export const RFM_NAMES: Readonly<Record<string, Text>> = {
  important_value: ['Best customers', '重要价值客户'],
  important_growth: ['Big spenders, few orders', '重要发展客户'],
  important_keep: ['Best customers drifting away', '重要保持客户'],
  important_winback: ['Big spenders long gone', '重要挽留客户'],
  general_value: ['Loyal with small baskets', '一般价值客户'],
  general_growth: ['Newcomers with small baskets', '一般发展客户'],
  general_keep: ['Used to come often, small baskets', '一般保持客户'],
  general_winback: ['Long gone, small baskets', '一般挽留客户'],
};
