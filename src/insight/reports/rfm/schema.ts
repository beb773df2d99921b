import { z } from 'zod';

const Edges = z.array(z.number()).length(4);
const Counts = z.array(z.int()).length(5).describe('Customers by score, 1 to 5');

export const Person = z.object({
  customer_id: z.union([z.string(), z.int()]),
  external_id: z.string().nullable(),
  r: z.int().describe('Whole days since the last purchase day'),
  f: z.int(),
  m: z.int().nullable(),
  rs: z.int(),
  fs: z.int(),
  ms: z.int().nullable(),
});

export const Answer = z.object({
  method: z.enum(['value', 'rank', 'edges']),
  base: z.int(),
  edges: z.object({ r: Edges.nullable(), f: Edges.nullable(), m: Edges.nullable() }),
  counts: z.object({ r: Counts, f: Counts, m: Counts.nullable() }),
  grid: z.array(Counts).length(5).describe('Rows: R 1 to 5; columns: F 1 to 5'),
  groups: z.array(
    z.object({
      group: z.string(),
      customers: z.int(),
      value: z.int().nullable(),
      share: z.number().nullable(),
    }),
  ),
  customers: z.array(Person).optional(),
});
export type Answer = z.infer<typeof Answer>;
export type Person = z.infer<typeof Person>;
