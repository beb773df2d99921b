import { z } from 'zod';
import { mappingSchema, optionsSchema } from '../../intake/schema.ts';
import { ShopInput } from '../../ledger/shops/schema.ts';

const Time = z.iso.datetime();
const Told = z.object({
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  text: z.string(),
});

export const ImportState = z.enum([
  'ready',
  'running',
  'done',
  'cancelled',
  'failed',
  'undone',
  'checked',
]);

const Counts = z.object({
  read: z.int(),
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  customers_new: z.int(),
  customers_matched: z.int(),
  orders_new: z.int(),
  orders_updated: z.int(),
  orders_tied: z.int(),
});

/** One import, from the uploaded file (`ready`) to its report. */
export const ImportAnswer = Counts.extend({
  id: z.string(),
  state: ImportState,
  stage: z.enum(['waiting', 'reading', 'checking', 'writing', 'undoing']).nullable(),
  file_name: z.string(),
  size: z.int().nullable(),
  source: z.string().nullable(),
  source_version: z.string(),
  shop: z
    .object({
      id: z.string(),
      name: z.string(),
      platform: z.string(),
      currency: z.string(),
      time_zone: z.string(),
    })
    .nullable(),
  new_shop: ShopInput.nullable(),
  untied: z.array(z.object({ reason: z.string(), text: z.string(), orders: z.int() })),
  seconds: z.number().nullable(),
  progress: z
    .object({
      read: z.int(),
      total_estimate: z.int().nullable(),
      accepted: z.int(),
      unchanged: z.int(),
      rejected: z.int(),
      rows_per_second: z.int().nullable(),
      seconds_left: z.int().nullable(),
      share: z.number(),
    })
    .nullable(),
  problem: Told.nullable(),
  undo: z.object({ possible: z.boolean(), reason: z.string().nullable() }),
  started_by: z.string().nullable(),
  started_at: Time.nullable(),
  finished_at: Time.nullable(),
  undone_at: Time.nullable(),
}).meta({ id: 'Import' });
export type ImportAnswer = z.input<typeof ImportAnswer>;

/** The same with what the mapping page needs; only until it is started. */
export const DraftAnswer = ImportAnswer.extend({
  confidence: z.enum(['sure', 'likely', 'unsure', 'generic']),
  remembered: z.boolean(),
  rows: z.int().nullable(),
  rows_exact: z.boolean(),
  headers: z.array(z.string()),
  sample: z.array(z.array(z.string())),
  mapping: mappingSchema,
  options: optionsSchema,
  needed: z.array(z.string()).describe('Fields still without a column that no row can do without'),
  preview: z.array(z.object({ line: z.int(), values: z.record(z.string(), z.string()) })),
  problems: z.array(z.object({ line: z.int().nullable(), code: z.string(), text: z.string() })),
  questions: z.array(z.object({ code: z.string(), examples: z.array(z.string()) })),
}).meta({ id: 'ImportDraft' });
export type DraftAnswer = z.input<typeof DraftAnswer>;

export const AnyImport = z.union([DraftAnswer, ImportAnswer]);

export const ImportChange = z.object({
  shop_id: z.string().optional(),
  shop: ShopInput.optional().describe('A new shop, made when the import starts'),
  source: z.string().optional(),
  mapping: mappingSchema.optional(),
  options: optionsSchema.optional(),
});

export const RejectAnswer = z
  .object({
    line_number: z.int(),
    reason: z.string(),
    params: z.record(z.string(), z.unknown()),
    text: z.string(),
    raw: z.string(),
  })
  .meta({ id: 'Reject' });
