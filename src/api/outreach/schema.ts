import { z } from 'zod';
import { ChannelKind, TOUCH_CLASSES } from '../../outreach/channels/schema.ts';
import { RULES } from '../../outreach/gate/schema.ts';
import { OUTCOMES } from '../../outreach/rehearsal/schema.ts';
import { TouchState } from '../../outreach/touches/schema.ts';

const Time = z.iso.datetime();
const word = z.string().nullable();
const when = Time.nullable();

/** A code with its sentence in the reader's language. */
export const Worded = z.object({ code: z.string(), text: z.string() });

export const TouchAnswer = z
  .object({
    id: z.string(),
    key: z.string().describe('The same for ever: the idempotency key at the vendor'),
    customer_id: z.string(),
    customer_name: word,
    source: z.string().describe('hand, campaign:7, …'),
    class: z.enum(TOUCH_CLASSES),
    kind: ChannelKind,
    template_id: word,
    template_name: word,
    subject: word,
    excerpt: word.describe('How its text begins'),
    state: TouchState,
    waiting: z.boolean().describe('It lies ready for a person, who carries it and says so'),
    reason: Worded.nullable().describe('The rule that decided or put it off, or what failed'),
    why: Worded.describe('Why it was proposed'),
    problem: Worded.nullable(),
    proposed_at: Time,
    valid_from: Time,
    valid_until: Time,
    planned_at: when,
    zone: word,
    sent_at: when,
    delivered_at: when,
    opened_at: when,
    clicked_at: when,
    replied_at: when,
    bounced_at: when,
    complained_at: when,
    attempts: z.int(),
    cost: z.int().describe('Minor units of the reporting currency'),
    value: z.int(),
  })
  .meta({ id: 'Touch' });

export const TouchFullyAnswer = TouchAnswer.extend({
  rules: z
    .array(
      z.object({
        rule: z.string(),
        /** Null: not reached, an earlier rule had decided. */
        ok: z.boolean().nullable(),
        code: z.string(),
        text: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      }),
    )
    .describe('Every rule in the order in which they are asked, with its word and evidence'),
  policy_number: z.int().nullable(),
  decided_at: when,
  content: z
    .object({ subject: word, body: z.string() })
    .nullable()
    .describe('What was written by hand, before it becomes a message'),
  body: z
    .object({
      address: word,
      language: z.string(),
      subject: word,
      text: z.string(),
      html: word,
      at: Time,
    })
    .nullable()
    .describe('What the buyer saw'),
  events: z.array(z.object({ type: z.string(), at: Time })),
}).meta({ id: 'TouchFully' });

/** What a person carries: platforms fed by hand, and what is printed. */
export const CarryKind = z.enum(['platform', 'post']);

export const CarryListAnswer = z
  .object({
    id: z.string(),
    kind: CarryKind,
    shop: word.describe('Null: of all shops'),
    at: Time,
    by: word.describe('Who took it'),
    count: z.int(),
    waiting: z.int().describe('How many of them still lie ready'),
  })
  .meta({ id: 'CarryList' });

export const CarryListFullyAnswer = CarryListAnswer.extend({
  messages: z
    .array(
      z.object({
        id: z.string(),
        shop: word,
        nick: word,
        order_number: word,
        name: word,
        language: z.string(),
        subject: word,
        text: z.string(),
        valid_until: Time,
      }),
    )
    .describe('Those that still lie ready, whole; the first 500'),
}).meta({ id: 'CarryListFully' });

export const CarryListsAnswer = z
  .object({
    unlisted: z
      .array(z.object({ kind: CarryKind, shop_id: word, shop: word, count: z.int() }))
      .describe('Nobody has taken these yet'),
    lists: z
      .array(CarryListAnswer)
      .describe('With something to carry, or that can still be taken back'),
  })
  .meta({ id: 'CarryLists' });

const Counted = z.int().min(0);

const TallyAnswer = z
  .object({
    outcomes: z.record(z.enum(OUTCOMES), Counted),
    rules: z
      .record(z.enum(RULES), z.object({ stopped: Counted, moved: Counted }))
      .describe('How many each rule stopped, or put off'),
  })
  .meta({ id: 'RehearsalTally' });

const FateAnswer = z
  .object({ outcome: z.enum(OUTCOMES), at: when, step: Worded.nullable() })
  .meta({ id: 'RehearsalFate' });

export const RehearsalAnswer = z
  .object({
    from: Time,
    to: Time,
    number: z.int().describe('Of the rules in force'),
    touches: Counted,
    erased: Counted.describe('Left out: whom they were for is forgotten'),
    in_force: TallyAnswer,
    draft: TallyAnswer,
    differing: Counted,
    differences: z
      .array(z.object({ touch: TouchAnswer, was: FateAnswer, would: FateAnswer }))
      .describe('The newest of them'),
    rests_on: z
      .object({ grades: z.boolean(), budgets: z.boolean() })
      .describe('Grades as they are today; budgets as they stand'),
  })
  .meta({ id: 'PolicyRehearsal' });
