import { z } from 'zod';

/** Which column a field is read from. `value` is the same for every row. */
export const mappingSchema = z.record(
  z.string(),
  z.union([z.object({ column: z.string() }), z.object({ value: z.string() })]),
);

export const optionsSchema = z.object({
  /** How 3/4/2025 is meant, where no value of the file tells. */
  date_order: z.enum(['dmy', 'mdy']).optional(),
  decimal: z.enum(['.', ',']).optional(),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'gb18030']).optional(),
  delimiter: z.string().length(1).optional(),
  /** Which record holds the column names, from 0. */
  header_at: z.number().int().min(0).max(50).optional(),
  sheet: z.string().optional(),
  /** What the file's own words for an order's state mean. */
  statuses: z.record(z.string(), z.string()).optional(),
  tags_replace: z.boolean().optional(),
});

export const planSchema = z.object({
  source: z.string(),
  version: z.string().default(''),
  mapping: mappingSchema.default({}),
  options: optionsSchema.default({}),
});

export type Mapping = z.infer<typeof mappingSchema>;
export type PlanOptions = z.infer<typeof optionsSchema>;
export type Plan = z.infer<typeof planSchema>;
