import { z } from 'zod';
import {
  ApprovalBody,
  Draft,
  Manners,
  Param,
  Sender,
  SmsRule,
  TemplateBody,
  Variants,
} from '../../outreach/templates/schema.ts';

/** What the API answers about templates. */
const time = z.iso.datetime();
const both = z.object({ en: z.string(), zh: z.string() });

export const NoteAnswer = z
  .object({
    level: z.enum(['error', 'warning']).describe('An error keeps it from being saved'),
    code: z.string(),
    message: z.string(),
    pointer: z.string().nullable().describe('JSON pointer into what was sent'),
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'TemplateNote' });

export const ApprovalAnswer = z
  .object({
    vendor: z.string(),
    language: z.string(),
    ...ApprovalBody.shape,
    longest: z.int().describe('How many letters the vendor takes for one parameter'),
    changed_at: time,
  })
  .meta({ id: 'TemplateApproval' });

const Written = { params: z.array(Param), variants: Variants };

export const TemplateAnswer = z
  .object({
    id: z.string(),
    ...TemplateBody.shape,
    topic: z.string().nullable(),
    ...Written,
    version: z.int(),
    created_at: time,
    changed_at: time,
    archived_at: time.nullable(),
    approvals: z.array(ApprovalAnswer),
    notes: z.array(NoteAnswer).describe('What might be better, and what keeps it from being sent'),
  })
  .meta({ id: 'Template' });

export const ListedAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: TemplateBody.shape.kind,
    class: TemplateBody.shape.class,
    topic: z.string().nullable(),
    languages: z.array(z.string()),
    version: z.int(),
    changed_at: time,
    archived_at: time.nullable(),
  })
  .meta({ id: 'ListedTemplate' });

export const TemplateVersionAnswer = z
  .object({
    number: z.int(),
    name: z.string(),
    ...Written,
    at: time,
    by: z.string().nullable(),
  })
  .meta({ id: 'TemplateVersion' });

export const VariablesAnswer = z
  .object({
    variables: z.array(
      z.object({
        path: z.string(),
        type: z.string(),
        may_be_empty: z.boolean(),
        label: both,
      }),
    ),
    filters: z.array(z.string()),
  })
  .meta({ id: 'TemplateVariables' });

export const LibraryAnswer = z
  .object({
    ...{ key: z.string(), name: both, hint: both.describe('When it is for') },
    ...{ class: TemplateBody.shape.class, params: z.array(Param) },
    mail: Variants,
    short: Variants.describe('For SMS and chats'),
  })
  .meta({ id: 'ReadyTemplate' });

export const MannerAnswer = z
  .object({ key: z.string(), platforms: z.array(z.string()), rule: both })
  .meta({ id: 'PlatformManner' });

export const MannersBody = z
  .object({ rules: Manners.nullable().describe('Null: the built-in rules hold again') })
  .meta({ id: 'PlatformMannersBody' });

export const MannersAnswer = z
  .object({ own: z.boolean().describe('The shop’s, no longer the built-in ones'), rules: Manners })
  .meta({ id: 'PlatformManners' });

export const CheckAnswer = z.object({ notes: z.array(NoteAnswer) }).meta({ id: 'TemplateCheck' });

export const SmsAnswer = z
  .object({
    rule: SmsRule,
    encoding: z.enum(['gsm7', 'ucs2']),
    units: z.int().describe('Septets, or characters'),
    segments: z.int(),
    left: z.int().describe('How many more before the next segment'),
    odd: z.array(z.string()).describe('The few letters that make it go out as UCS-2'),
  })
  .meta({ id: 'SmsSize' });

export const SmsBody = z.strictObject({
  text: z.string().max(5000),
  rule: SmsRule,
  sign: z.string().max(50).optional().describe('Counted with its brackets'),
  suffix: z.string().max(100).optional(),
  price: z.number().min(0).optional().describe('Of one segment, in minor units'),
});
export const SmsCostAnswer = SmsAnswer.extend({
  cost: z.number().nullable().describe('In minor units'),
}).meta({ id: 'SmsCost' });

export const PreviewBody = z.strictObject({
  ...Draft.shape,
  customer: z.string().optional().describe('Written to this one; else to somebody invented'),
  shop: z.string().optional().describe('In whose name; else where they bought last'),
  language: z.string().max(40).optional().describe('Else the one this customer gets'),
  values: z.record(z.string(), z.unknown()).default({}).describe('params; else their samples'),
  sign: z.string().max(50).optional().describe('The signature an SMS goes out with'),
});

export const PreviewAnswer = z
  .object({
    language: z.string(),
    subject: z.string().nullable(),
    preheader: z.string().nullable(),
    text: z.string(),
    html: z.string().nullable().describe('A whole page: show it in a frame of its own'),
    sms: SmsAnswer.nullable(),
    notes: z.array(NoteAnswer),
  })
  .meta({ id: 'TemplatePreview' });

export const TestSentAnswer = z
  .object({ to: z.string(), channel: z.string().nullable().describe('The account’s id') })
  .meta({ id: 'TemplateTest' });

export const SendersAnswer = z
  .object({
    every: Sender.nullable().describe('For shops that say nothing of their own'),
    shops: z.array(
      z.object({
        shop: z.string(),
        name: z.string(),
        address: z.string().nullable(),
        url: z.string().nullable(),
        phone: z.string().nullable(),
        language: z.string(),
        own: Sender.nullable(),
      }),
    ),
    public_url: z
      .string()
      .nullable()
      .describe('Where customers reach this server; without it no mail can be unsubscribed from'),
  })
  .meta({ id: 'Senders' });

export const SenderBody = z.strictObject({
  ...Sender.shape,
  shop: z.string().nullable().describe('Null: every shop that says nothing of its own'),
});
