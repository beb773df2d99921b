import { z } from 'zod';
import { ChannelKind } from '../channels/schema.ts';

/** A channel as somebody sets it up. `config` and `secrets` are the vendor's own and are held against its schemas. */
export const ChannelInput = z.strictObject({
  name: z.string().trim().min(1).max(60),
  kind: ChannelKind,
  vendor: z.string().max(40),
  config: z.record(z.string(), z.unknown()).default({}),
  /** Absent: as they were. */
  secrets: z.record(z.string(), z.unknown()).optional(),
  enabled: z.boolean().default(true),
  is_default: z.boolean().default(true),
  /** Messages a second; null: as fast as it takes them. */
  per_second: z.number().positive().max(100_000).nullable().default(null),
  concurrency: z.int().min(1).max(64).default(4),
});
export type ChannelInput = z.infer<typeof ChannelInput>;
