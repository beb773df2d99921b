import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  clicksOf,
  explain,
  membersOf,
  preview,
  READY,
  readSegment,
  segmentWords,
  sizes,
  withPeople,
  findSegment,
} from '../../insight/segments/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { attributeKeys } from '../../ledger/customers/index.ts';
import { innerId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { customerOf } from '../customers/index.ts';
import { longEndpoint, type App } from '../endpoint.ts';
import { asking as withForecasts, because, forecastsFor } from '../forecasts.ts';
import { can } from '../permissions.ts';
import {
  askedBy,
  askSegment,
  presentFields,
  presentPeople,
  presentVerdict,
  segmentSheet,
  shownText,
  understood,
  writtenText,
  ExplainAnswer,
  FieldsAnswer,
  FormatAnswer,
  PreviewAnswer,
  ReadyAnswer,
  WrittenBody,
} from '../segments/index.ts';
import type { Format } from '../sheet.ts';

const AsOfDay = z.iso.date().optional().describe('Nothing later counts (default today)');

/** Asked by POST for the length of a text; it changes nothing, and an answer with people in it is not kept. */
const ASKING = {
  method: 'post',
  tag: 'segments',
  permission: 'customers.read',
  secret: true,
} as const;

function writing(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/segments/fields',
    tag: 'segments',
    summary: 'What a segment can ask about, in both languages',
    permission: 'customers.read',
    answer: FieldsAnswer,
    run: async () => {
      const words = await segmentWords(await ctx.lens());
      return ok({ ...presentFields(), attributes: await attributeKeys(ctx.db), ...words });
    },
  });

  longEndpoint(app, ctx, {
    method: 'get',
    path: '/v1/segments/ready',
    tag: 'segments',
    summary: 'Ready-made segments to start from, counted now',
    permission: 'customers.read',
    answer: listOf(ReadyAnswer),
    run: async ({ actor, language, now }) => {
      const asked = await askedBy(ctx, actor, now);
      if (!asked.ok) return asked;
      const texts = READY.map(({ text }) => text);
      const many = await forecastsFor(ctx, asked.value, texts);
      const found = await withPeople(await ctx.lens(), withForecasts(asked.value, many), (people) =>
        sizes(
          people,
          READY.flatMap(({ text }) => {
            const read = readSegment(text, people.settings);
            return read.ok ? [read.value.query] : [];
          }),
        ),
      );
      const data = READY.map(({ key, name, hint, text }, n) => ({
        ...{ key, name: name[language === 'zh' ? 1 : 0], hint: hint[language === 'zh' ? 1 : 0] },
        ...{ ...shownText(text), customers: found[n]!.customers },
      }));
      return ok({ data, next_cursor: null });
    },
  });

  longEndpoint(app, ctx, {
    ...ASKING,
    path: '/v1/segments/format',
    summary: 'A text as clicks, clicks as a text, either as it is written here',
    body: WrittenBody,
    answer: FormatAnswer,
    run: ({ body }) => {
      const read = understood(body);
      if (!read.ok) return Promise.resolve(read);
      const { text, expression } = read.value;
      return Promise.resolve(ok({ text, ...clicksOf(expression) }));
    },
  });
}

function asking(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    ...ASKING,
    path: '/v1/segments/preview',
    summary: 'How many, worth how much, and some of them',
    body: WrittenBody.extend({ as_of: AsOfDay }),
    answer: PreviewAnswer,
    run: async ({ actor, body, now, language }) => {
      const asked = await askedBy(ctx, actor, now, body.as_of);
      if (!asked.ok) return asked;
      return askSegment(ctx, asked.value, writtenText(body), async (people, segment, many) => {
        const { sample, customers, of, buyers, ...size } = await preview(people, segment.query);
        return ok({
          ...{ text: segment.text, ...clicksOf(segment.expression) },
          ...{ as_of: asked.value.asOf, customers, of, buyers },
          share: of === 0 ? null : customers / of,
          ...{ ...size, currency: people.currency },
          sample: await presentPeople(ctx, actor, people, sample),
          forecast: many
            ? { learnt_as_of: many.learntAsOf, unknown: because(many.unknown, language) }
            : null,
        });
      });
    },
  });

  longEndpoint(app, ctx, {
    ...ASKING,
    path: '/v1/segments/explain',
    summary: 'For one customer, which part of a segment lets them in or keeps them out',
    body: WrittenBody.extend({ customer: z.string(), as_of: AsOfDay }),
    answer: ExplainAnswer,
    run: async ({ actor, body, now }) => {
      const person = await ctx.db.tx((tx) => customerOf(ctx, tx, actor, body.customer));
      if (!person.ok) return fail('not_found', {}, '/customer');
      const asked = await askedBy(ctx, actor, now, body.as_of);
      if (!asked.ok) return asked;
      return askSegment(ctx, asked.value, writtenText(body), async (people, segment) => {
        const verdict = await explain(people, segment, person.value.id);
        if (verdict === undefined) return fail('not_found', {}, '/customer');
        const { text, holds } = verdict;
        return ok({ text, holds, verdicts: presentVerdict(verdict) });
      });
    },
  });
}

async function exportedText(
  ctx: AppContext,
  query: { segment?: string; text?: string },
): Promise<Result<string>> {
  if (query.segment === undefined) return ok(query.text ?? '');
  const id = innerId(ctx, 'seg', query.segment);
  const found = id === undefined ? undefined : await findSegment(ctx.db, id);
  return found ? ok(found.text) : fail('not_found', {}, '/segment');
}

function exporting(app: App, ctx: AppContext, format: Format): void {
  longEndpoint(app, ctx, {
    method: 'get',
    path: `/v1/segments/export.${format}`,
    tag: 'segments',
    summary: `The people of a segment as a file, for platforms fed by hand (${format.toUpperCase()})`,
    permission: 'customers.export',
    query: z.object({
      segment: z.string().optional(),
      text: z.string().max(10_000).optional().describe('Instead of a saved one'),
      as_of: AsOfDay,
    }),
    media:
      format === 'csv'
        ? 'text/csv'
        : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    run: async ({ actor, query, language, now }) => {
      const text = await exportedText(ctx, query);
      if (!text.ok) return text;
      const asked = await askedBy(ctx, actor, now, query.as_of);
      if (!asked.ok) return asked;
      const { asOf } = asked.value;
      const members = await askSegment(
        ctx,
        asked.value,
        text.value,
        async (people, { query: of }) => ok(await membersOf(people, of)),
      );
      if (!members.ok) return members;
      const seesContacts = can(actor, 'contacts.export');
      const details = { format, contacts: seesContacts, count: members.value.length };
      await ctx.db.tx((tx) =>
        writeAudit(tx, { action: 'customers.exported', ...actor, details }, now),
      );
      const options = { format, seesContacts, language, name: `segment-${asOf}` };
      const file = await segmentSheet(ctx, members.value, options);
      // A stream does not say how long it is; the command line tells it.
      file.headers.set('x-row-count', String(members.value.length));
      return ok(file);
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  writing(app, ctx);
  asking(app, ctx);
  exporting(app, ctx, 'csv');
  exporting(app, ctx, 'xlsx');
}
