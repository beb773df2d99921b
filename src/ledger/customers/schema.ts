import { z } from 'zod';

const text = (max: number) => z.string().trim().max(max).nullable();
export const Gender = z.enum(['female', 'male', 'other']);
export const AttributeType = z.enum(['text', 'number', 'date', 'boolean']);
export type AttributeType = z.infer<typeof AttributeType>;

/** A day of the year, with its year where known; a lunar one counts in lunar months and days. */
export const OccasionDate = z.object({
  year: z.int().min(1900).max(2200).nullable().default(null),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  lunar: z.boolean().default(false),
});
export type OccasionDate = z.infer<typeof OccasionDate>;

/** What may be changed by hand. An absent field stays; null empties it. */
export const CustomerPatch = z
  .strictObject({
    name: text(200),
    nick: text(200),
    gender: Gender.nullable(),
    birth_year: z.int().min(1900).max(2200).nullable(),
    birthday: OccasionDate.nullable(),
    phone: text(40),
    email: text(254),
    language: text(20),
    country: text(2),
    province: text(100),
    city: text(100),
    district: text(100),
    address: text(500),
    address_kind: z.enum(['home', 'company']).nullable(),
    note: text(10_000),
    /** The `changed_at` that was on screen: the edit is refused when somebody else was quicker. */
    changed_at: z.iso.datetime(),
  })
  .partial();
export type CustomerPatch = z.infer<typeof CustomerPatch>;

export const TagInput = z.strictObject({
  tag: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^,，]+$/),
});
export const AttributeInput = z.strictObject({
  type: AttributeType.default('text'),
  value: z.union([z.string().trim().min(1).max(1000), z.number(), z.boolean()]),
});
export const Key = z.string().trim().min(1).max(60);
export const OccasionKind = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
