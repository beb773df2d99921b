import { z } from 'zod';

export const LINE_KINDS = ['goods', 'shipping', 'fee', 'adjustment'] as const;
export const LineKind = z.enum(LINE_KINDS);
export type LineKind = z.infer<typeof LineKind>;

const Words = z.string().trim().min(1).max(200);

/** Exactly one of the two: the source's code, or words that a line's title contains. */
export const LineRuleInput = z
  .object({
    sku: Words.optional().describe('The source’s own code, exactly'),
    title: Words.optional().describe('Words the line’s title contains, whatever their case'),
    kind: LineKind,
  })
  .refine(({ sku, title }) => (sku === undefined) !== (title === undefined), {
    message: 'Give sku or title, not both.',
    path: ['sku'],
  });
export type LineRuleInput = z.output<typeof LineRuleInput>;
