import { ok } from '../../kernel/index.ts';
import { LIBRARY, smsCost, smsSize, Draft } from '../../outreach/templates/index.ts';
import type { AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import {
  CheckAnswer,
  checkedHere,
  LibraryAnswer,
  MannerAnswer,
  mannersHere,
  presentNotes,
  presentReady,
  presentVariables,
  PreviewAnswer,
  PreviewBody,
  previewed,
  SmsBody,
  SmsCostAnswer,
  VariablesAnswer,
} from '../templates/index.ts';

const READING = { tag: 'templates', permission: 'templates.read' } as const;
/** Asked by POST for the length of a text; it changes nothing, and an answer about a person is not kept. */
const ASKING = { ...READING, method: 'post', secret: true } as const;

function reading(app: App, ctx: AppContext): void {
  longEndpoint(app, ctx, {
    ...READING,
    method: 'get',
    path: '/v1/templates/variables',
    summary: 'What a text may say of a customer, in both languages, and the filters',
    answer: VariablesAnswer,
    run: () => Promise.resolve(ok(presentVariables())),
  });

  longEndpoint(app, ctx, {
    ...READING,
    method: 'get',
    path: '/v1/templates/library',
    summary: 'Texts to begin with',
    answer: listOf(LibraryAnswer),
    run: () => Promise.resolve(ok({ data: LIBRARY.map(presentReady), next_cursor: null })),
  });

  endpoint(app, ctx, {
    ...READING,
    method: 'get',
    path: '/v1/templates/manners',
    summary: 'What the platforms of one’s shops forbid, and decency',
    answer: listOf(MannerAnswer),
    run: async ({ tx }) => {
      const data = (await mannersHere(tx)).map(({ key, platforms, en, zh }) => ({
        ...{ key, platforms, rule: { en, zh } },
      }));
      return ok({ data, next_cursor: null });
    },
  });
}

function asking(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    ...ASKING,
    path: '/v1/templates/check',
    summary: 'Everything that can be said of a draft before anybody receives it',
    body: Draft,
    answer: CheckAnswer,
    run: async ({ tx, body, now, language }) =>
      ok({ notes: presentNotes(await checkedHere(ctx, tx, body, now), language) }),
  });

  endpoint(app, ctx, {
    ...ASKING,
    path: '/v1/templates/preview',
    summary: 'A draft as one customer would read it',
    body: PreviewBody,
    answer: PreviewAnswer,
    run: async ({ tx, actor, body, now, language }) => {
      const verdict = await checkedHere(ctx, tx, body, now);
      const [first] = verdict.errors;
      if (first) return { ok: false, problem: first };
      const text = await previewed(ctx, { tx, actor, now }, body);
      return text.ok ? ok({ ...text.value, notes: presentNotes(verdict, language) }) : text;
    },
  });

  longEndpoint(app, ctx, {
    ...ASKING,
    path: '/v1/templates/sms-size',
    summary: 'How many segments a text is paid as',
    body: SmsBody,
    answer: SmsCostAnswer,
    run: ({ body: { text, price, ...shape } }) => {
      const size = smsSize(text, shape);
      const cost = price === undefined ? null : smsCost(size, price);
      return Promise.resolve(ok({ ...size, rule: shape.rule, cost }));
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  reading(app, ctx);
  asking(app, ctx);
}
