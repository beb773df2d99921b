import { z } from 'zod';
import { PLATFORMS } from '../../ledger/shops/schema.ts';
import { ChannelKind, TouchClass } from '../channels/schema.ts';

export type Kind = z.output<typeof ChannelKind>;
export type Class = z.output<typeof TouchClass>;

/** How much may stand where. Long mails are cut off by the large mailboxes at about 100 KB. */
export const MOST = { body: 20_000, field: 4000, blocks: 60, languages: 30, params: 20 } as const;

export const PARAM_TYPES = ['text', 'number', 'money', 'date', 'url'] as const;
export const ParamType = z.enum(PARAM_TYPES);
export type ParamType = z.output<typeof ParamType>;

/** What the proposer of a touch must hand in: `params.NAME` in the texts. */
export const Param = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .describe('Used as params.NAME'),
  type: ParamType.default('text'),
  label: z.string().trim().max(100).default(''),
  required: z.boolean().default(true).describe('Without it nothing is sent'),
  sample: z.string().max(300).default('').describe('Shown in previews'),
});
export type Param = z.output<typeof Param>;

const field = z.string().max(MOST.field);
/** Shown only when this variable has something to say. */
const when = z.string().max(100).optional();

export const Block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), text: field, when }),
  z.strictObject({ type: z.literal('text'), text: z.string().max(MOST.body), when }),
  z.strictObject({ type: z.literal('button'), label: field, url: field, when }),
  z.strictObject({
    ...{ type: z.literal('image'), url: field, when },
    alt: field.describe('What is to be seen, for whoever does not load images'),
    link: field.optional(),
  }),
  z.strictObject({
    ...{ type: z.literal('product'), title: field, when },
    ...{ text: field.optional(), image: field.optional() },
    ...{ price: field.optional(), url: field.optional() },
  }),
  z.strictObject({ type: z.literal('divider'), when }),
  z.strictObject({
    ...{ type: z.literal('coupon'), code: field, when },
    ...{ text: field.optional(), until: field.optional() },
  }),
]);
export type Block = z.output<typeof Block>;

export const MailVariant = z.strictObject({
  subject: z.string().min(1).max(500),
  preheader: z.string().max(500).default('').describe('The line beside the subject in a mailbox'),
  blocks: z.array(Block).min(1).max(MOST.blocks),
  footer: z
    .strictObject({ why: field, unsubscribe: field, preferences: field })
    .optional()
    .describe('For languages besides zh and en; else in English'),
});
export type MailVariant = z.output<typeof MailVariant>;

export const TextVariant = z.strictObject({ body: z.string().min(1).max(MOST.body) });
export type TextVariant = z.output<typeof TextVariant>;

export type Variant = MailVariant | TextVariant;
export const isMail = (variant: Variant): variant is MailVariant => 'blocks' in variant;

/** BCP 47, as far as a store needs it: zh, zh-Hant, pt-BR. */
export const VariantLanguage = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/);

export const Variants = z
  .record(VariantLanguage, z.union([MailVariant, TextVariant]))
  .refine((all) => Object.keys(all).length > 0 && Object.keys(all).length <= MOST.languages);
export type Variants = z.output<typeof Variants>;

export const TemplateName = z.string().trim().min(1).max(100);
/** Topics that have a name in both languages; a shop may write one of its own, which is shown as it was written. */
export const TOPICS = ['new_arrivals', 'offers', 'care_tips', 'reorder', 'occasions'] as const;
/** Consents go by class or by topic: one word must not mean both. */
const CLASS_WORDS: readonly string[] = ['all', ...TouchClass.options];
const Topic = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((topic) => !CLASS_WORDS.includes(topic.toLowerCase()))
  .nullable();

const Written = {
  params: z
    .array(Param)
    .max(MOST.params)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length),
  variants: Variants,
};

/** A template not yet saved: what previews and checks take. */
export const Draft = z.strictObject({
  kind: ChannelKind,
  class: TouchClass,
  params: Written.params.default([]),
  variants: Written.variants,
});
export type Draft = z.output<typeof Draft>;

export const TemplateBody = z.strictObject({
  name: TemplateName,
  kind: ChannelKind,
  class: TouchClass,
  topic: Topic.default(null).describe(
    'What it is about: customers may refuse it on their preference page',
  ),
  params: Written.params.default([]),
  variants: Written.variants,
});
export type TemplateBody = z.output<typeof TemplateBody>;

/** What it is sent through and as what stays: other rules would hold for what is under way. */
export const TemplateChange = z.strictObject({
  name: TemplateName.optional(),
  topic: Topic.optional(),
  params: Written.params.optional(),
  variants: Written.variants.optional(),
});
export type TemplateChange = z.output<typeof TemplateChange>;

export const SMS_RULES = ['gsm', 'china'] as const;
export const SmsRule = z.enum(SMS_RULES);
export type SmsRule = z.output<typeof SmsRule>;

export const APPROVAL_STATES = ['waiting', 'approved', 'rejected'] as const;

/** What a vendor approved of a template in one language. */
export const ApprovalBody = z.strictObject({
  code: z.string().trim().min(1).max(100),
  sign: z.string().trim().max(50).default(''),
  params: z
    .array(z.strictObject({ name: z.string().trim().min(1).max(50), value: z.string().max(500) }))
    .max(30)
    .default([])
    .describe('The vendor’s name, and what goes there, in Liquid'),
  state: z.enum(APPROVAL_STATES).default('waiting'),
  note: z.string().trim().max(500).nullable().default(null),
});
export type ApprovalBody = z.output<typeof ApprovalBody>;

/** Who writes: what stands at the foot of a mail. */
export const Sender = z.strictObject({
  name: z.string().trim().max(100).nullable().default(null).describe('Null: the shop’s name'),
  address: z.string().trim().max(300).nullable().default(null).describe('Postal'),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  phone: z.string().trim().max(40).nullable().default(null),
  language: VariantLanguage.nullable().default(null).describe('For customers whose own is unknown'),
});
export type Sender = z.output<typeof Sender>;

/** What a platform, or decency, forbids. `pattern` finds what a machine can find; the rest is for eyes. */
export const Manner = z.strictObject({
  key: z.string().regex(/^[a-z0-9_]{1,40}$/),
  platforms: z.array(z.enum(PLATFORMS)).describe('Empty: everywhere'),
  en: z.string().trim().min(1).max(500),
  zh: z.string().trim().min(1).max(500),
  words: z
    .array(z.string().min(1).max(60))
    .max(200)
    .default([])
    .describe('Found in a text, it is warned of'),
});
export type Manner = z.output<typeof Manner>;

export const Manners = z.array(Manner).max(50);

/** What a vendor is told to send, of the texts it approved. */
export interface Approved {
  code: string;
  sign: string;
  params: { name: string; value: string }[];
}
