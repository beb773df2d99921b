import type { Family } from './models/regular.ts';

export const COUNT_MODELS = ['bgnbd', 'mbgnbd', 'pnbd', 'mbgcnbd'] as const;
export type CountModel = (typeof COUNT_MODELS)[number];

export const familyOf = (model: Exclude<CountModel, 'pnbd'>, k: number): Family => ({
  k,
  mayLeaveAtOnce: model !== 'bgnbd',
  dropout: true,
});
