import { z } from 'zod';

export const FORMAT = 'regulars-backup';

export const Header = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  made_at: z.iso.datetime(),
  schemas: z.array(z.string()),
  migration: z.number().int(),
});
export type Header = z.infer<typeof Header>;

export const TableHead = z.object({
  schema: z.string(),
  table: z.string(),
  columns: z.array(z.string()),
});

export const Trailer = z.object({ rows: z.record(z.string(), z.number().int()) });
export type Trailer = z.infer<typeof Trailer>;
