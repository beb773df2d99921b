import { z } from 'zod';

export const PLATFORMS = [
  'taobao',
  'tmall',
  'jd',
  'pinduoduo',
  'douyin',
  'shopify',
  'woocommerce',
  'other',
] as const;
export const Platform = z.enum(PLATFORMS);
export type Platform = z.infer<typeof Platform>;

const Name = z.string().trim().min(1).max(100);
const Currency = z.string().trim().toUpperCase().length(3);
const TimeZone = z.string().trim().min(1).max(64);

/** Only the name is needed: the rest follows from the platform, and can be changed. */
export const ShopInput = z.object({
  name: Name,
  platform: Platform.optional(),
  currency: Currency.optional(),
  time_zone: TimeZone.optional(),
  tax_included: z.boolean().optional(),
});
export type ShopInput = z.output<typeof ShopInput>;

export const ShopChange = ShopInput.partial();
export type ShopChange = z.output<typeof ShopChange>;
