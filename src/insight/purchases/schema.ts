export const BUYERS = ['known', 'unknown'] as const;
/** A customer's first purchase, or a later one. */
export const VISITS = ['first', 'returning'] as const;
