import { z } from 'zod';

/** A value as people write it; days that move with the calendar stay words. */
export const PlainValue = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), value: z.string().max(1000) }),
  z.strictObject({ kind: z.literal('number'), value: z.number() }),
  z.strictObject({ kind: z.literal('boolean'), value: z.boolean() }),
  z.strictObject({ kind: z.literal('day'), value: z.iso.date() }),
  z.strictObject({
    kind: z.literal('offset'),
    amount: z.int().min(-99_999).max(99_999),
    unit: z.enum(['d', 'w', 'm', 'y']),
  }),
  z.strictObject({ kind: z.literal('named'), value: z.string().max(40) }),
]);
export type PlainValue = z.output<typeof PlainValue>;

const Values = z.array(PlainValue).max(500);

/** One line of the builder. */
export const Condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('clause'),
    field: z.string().min(1).max(100),
    operator: z.string().max(20),
    values: Values,
    negated: z.boolean().default(false),
  }),
  z.strictObject({
    kind: z.literal('call'),
    name: z.string().max(40),
    args: z.array(z.strictObject({ name: z.string().max(40), values: Values })).max(30),
    negated: z.boolean().default(false),
  }),
]);
export type Condition = z.output<typeof Condition>;

export const Match = z.enum(['all', 'any']);
export type Match = z.output<typeof Match>;

const Group = z.strictObject({ match: Match, conditions: z.array(Condition).max(300) });

/** A segment as it is built by clicking: groups of conditions. */
export const Builder = z
  .strictObject({ match: Match, groups: z.array(Group).max(300) })
  .meta({ id: 'SegmentBuilder' });
export type Builder = z.output<typeof Builder>;

export const SegmentName = z.string().trim().min(1).max(80);
/** Longer ones are refused with the limit, in words. */
export const SegmentText = z.string().max(100_000);
