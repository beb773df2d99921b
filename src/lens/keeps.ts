import type { Kept } from './kept.ts';
import { PAID_ORDERS } from './paid.ts';
import { SALES } from './sales.ts';
import { STAGES_BEFORE } from './stages.ts';
import { TRAITS } from './traits.ts';

/** Every table that is kept as of today. */
export const KEPT: readonly Kept[] = [SALES, PAID_ORDERS, TRAITS, STAGES_BEFORE];
