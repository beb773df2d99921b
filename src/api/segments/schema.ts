import { z } from 'zod';
import { Because } from '../../insight/forecast/schema.ts';
import { Builder, SegmentName, SegmentText } from '../../insight/segments/schema.ts';

/** What the API answers about segments. */
const time = z.iso.datetime();
const minor = z.int().nullable();
const both = z.object({ en: z.string(), zh: z.string() });

export const Written = {
  text: SegmentText.optional(),
  builder: Builder.optional().describe('Instead of the text'),
};
export const WrittenBody = z.strictObject(Written);
export const SegmentBody = z.strictObject({ name: SegmentName, ...Written });
export const SegmentChange = z.strictObject({ name: SegmentName.optional(), ...Written });

export const FormatAnswer = z
  .object({
    text: z.string().describe('As it is written here'),
    builder: Builder.nullable().describe('Null: too long for the builder, stays a text'),
    rewritten: z.boolean().describe('The builder shows an equal form whose text is another'),
  })
  .meta({ id: 'SegmentText' });

export const Person = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    nick: z.string().nullable(),
    phone: z.string().nullable(),
    region: z.string().nullable().describe('The province or state of their address'),
    city: z.string().nullable(),
    orders: z.int(),
    spent: minor.describe('Net'),
    currency: z.string().nullable(),
    last_order_day: z.iso.date().nullable(),
    stage: z.string(),
  })
  .meta({ id: 'SegmentPerson' });

export const PreviewAnswer = z
  .object({
    ...FormatAnswer.shape,
    as_of: z.iso.date(),
    customers: z.int(),
    of: z.int().describe('Everybody known today, who has not bought by then included'),
    buyers: z.int().describe('Of these, who had bought by then: the customers reports speak of'),
    share: z.number().nullable(),
    value: minor.describe('Net value of all their purchases; null in several currencies'),
    value_365d: minor,
    currency: z.string().nullable(),
    sample: z.array(Person).describe('Some of them'),
    forecast: z
      .object({ learnt_as_of: z.iso.date().nullable(), unknown: Because.nullable() })
      .nullable()
      .describe(
        'Of a text that asks for forecasts: up to which day they were learnt, or why there are none',
      ),
  })
  .meta({ id: 'SegmentPreview' });

export const VerdictAnswer = z
  .object({
    kind: z.enum(['clause', 'call', 'not', 'and', 'or']),
    depth: z.int().describe('0 is the whole'),
    text: z.string(),
    from: z.int().describe('Where it stands in the text asked'),
    to: z.int(),
    holds: z.boolean(),
    have: z
      .union([z.string(), z.number(), z.boolean(), z.array(z.string())])
      .nullable()
      .describe('What the customer has there; amounts in minor units'),
  })
  .meta({ id: 'SegmentVerdict' });

export const ExplainAnswer = z
  .object({ text: z.string(), holds: z.boolean(), verdicts: z.array(VerdictAnswer) })
  .meta({ id: 'SegmentExplained' });

const Size = z.object({
  day: z.iso.date(),
  customers: z.int(),
  value: minor,
  currency: z.string().nullable(),
  version: z.int(),
});

export const SegmentAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    ...FormatAnswer.shape,
    version: z.int(),
    created_at: time,
    changed_at: time,
    archived_at: time.nullable(),
    size: Size.nullable().describe('The newest of its sizes; null: not counted yet'),
    sizes: z.array(Size).describe('One a day on which it was counted, oldest first'),
  })
  .meta({ id: 'Segment' });

export const VersionAnswer = z
  .object({
    number: z.int(),
    name: z.string(),
    text: z.string(),
    at: time,
    by: z.string().nullable(),
  })
  .meta({ id: 'SegmentVersion' });

export const ReadyAnswer = z
  .object({
    key: z.string(),
    name: z.string(),
    hint: z.string(),
    text: z.string(),
    builder: Builder.nullable(),
    rewritten: z.boolean(),
    customers: z.int(),
  })
  .meta({ id: 'ReadySegment' });

const Choice = z.object({ value: z.string(), label: both });
const Described = { name: z.string(), label: both, hint: both.nullable() };

export const FieldAnswer = z
  .object({
    ...Described,
    type: z.string(),
    group: z.string(),
    operators: z.array(z.string()),
    values: z.array(Choice).nullable().describe('Of a choice: all it can be'),
    alias: z.boolean().describe('Shopify’s name for another of these fields'),
  })
  .meta({ id: 'SegmentField' });

export const FunctionAnswer = z
  .object({
    ...Described,
    parameters: z.array(z.object({ ...Described, type: z.string(), many: z.boolean() })),
  })
  .meta({ id: 'SegmentFunction' });

export const FieldsAnswer = z
  .object({
    fields: z.array(FieldAnswer),
    functions: z.array(FunctionAnswer),
    attributes: z.array(z.string()).describe('Keys of one’s own: attribute.KEY'),
    tags: z.array(z.string()),
    categories: z.array(z.string()),
  })
  .meta({ id: 'SegmentFields' });
