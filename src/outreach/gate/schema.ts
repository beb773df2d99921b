/** In the order in which they are asked. */
export const RULES = [
  ...(['channel', 'content', 'address', 'suppression', 'consent', 'complaint'] as const),
  ...(['validity', 'hours', 'caps', 'contention', 'budget', 'holdout'] as const),
] as const;
export type Rule = (typeof RULES)[number];
