import { z } from 'zod';
import { publicId, type AppContext } from './context.ts';
import { Time, time } from './present.ts';

export const LastImport = z.object({
  id: z.string(),
  file_name: z.string(),
  source: z.string(),
  shop: z.string(),
  finished_at: Time,
  read: z.int(),
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.int(),
  customers_new: z.int(),
  orders_new: z.int(),
  orders_updated: z.int(),
  orders_tied: z.int(),
  orders_untied: z.int(),
});

interface Row extends Omit<z.output<typeof LastImport>, 'id' | 'finished_at'> {
  id: number;
  finished_at: Date;
}

const QUERY = `
  SELECT b.id, b.file_name, b.source, s.name AS shop, b.finished_at, b.read, b.accepted, b.unchanged, b.rejected, b.customers_new,
         b.orders_new, b.orders_updated, b.orders_tied,
         (SELECT coalesce(sum(value::bigint), 0)::bigint FROM jsonb_each_text(b.untied_reasons)) AS orders_untied
    FROM import_batch b JOIN shop s ON s.id = b.shop_id
   WHERE b.state = 'done' AND NOT s.is_sample AND ($1::bigint[] IS NULL OR b.shop_id = ANY ($1))
   ORDER BY b.finished_at DESC, b.id DESC LIMIT 1`;

/** What the newest import brought. */
export async function lastImport(
  ctx: AppContext,
  shops: number[] | null,
): Promise<z.input<typeof LastImport> | null> {
  const [row] = await ctx.db.query<Row>(QUERY, [shops]);
  return row
    ? { ...row, id: publicId(ctx, 'imp', row.id), finished_at: time(row.finished_at) }
    : null;
}
