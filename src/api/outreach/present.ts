import type { z } from 'zod';
import { sentence, TEXTS, type Language, type Problem } from '../../kernel/index.ts';
import { fullSteps, RULES, type Step } from '../../outreach/gate/index.ts';
import type { TouchFully, TouchRow } from '../../outreach/touches/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { maskFor, type Mask } from '../customers/index.ts';
import { time } from '../present.ts';
import type { TouchAnswer, TouchFullyAnswer, Worded } from './schema.ts';

type Params = Problem['params'];

/** A rule's code has its own sentence; a problem that stood in the way brings its. */
const spoken = (code: string): string => (TEXTS[`touch_${code}`] ? `touch_${code}` : code);

export const worded = (problem: Problem | null, language: Language) =>
  problem && { code: problem.code, text: sentence(problem, language) };

/** A source and instants in evidence are codes and UTC; a reader wants words and their own clock. */
function readable(
  params: Params,
  zone: string | null,
  language: Language,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(params ?? {}).map(([name, value]) => {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value))
        return [name, clock(value, zone, language)];
      const said = typeof value === 'string' ? TEXTS[`touch_${name}_${value}`] : undefined;
      const plain = typeof value === 'boolean' ? String(value) : value;
      return [name, said ? said[language === 'zh' ? 1 : 0] : plain];
    }),
  );
}

/** A rule's word with its evidence, by the customer's own clock. */
export const presentStep = (
  step: Step | null,
  zone: string | null,
  language: Language,
): z.input<typeof Worded> | null =>
  step &&
  worded({ code: spoken(step.code), params: readable(step.params, zone, language) }, language);

const clock = (instant: string, zone: string | null, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ dateStyle: 'medium', timeStyle: 'short' },
    timeZone: zone ?? 'UTC',
  }).format(new Date(instant));

export function presentTouch(
  ctx: AppContext,
  row: TouchRow,
  language: Language,
): z.input<typeof TouchAnswer> {
  const failed = row.problem !== null && row.reason === row.problem.code ? row.problem : null;
  const step = row.last_step?.code === row.reason ? row.last_step : null;
  const said = (code: string, params?: Params) =>
    worded({ code: spoken(code), params: readable(params, row.zone, language) }, language);
  const decided = row.reason === null ? null : said(row.reason, step?.params);
  const putOff = row.state === 'scheduled' && row.moved;
  return {
    ...{
      id: publicId(ctx, 'tch', row.id),
      key: row.key,
      customer_id: publicId(ctx, 'cus', row.person),
    },
    ...{ customer_name: row.name, source: row.source, class: row.class },
    ...{ kind: row.kind as 'email', template_name: row.template_name },
    ...{ subject: row.subject, excerpt: row.excerpt },
    template_id: row.template_id === null ? null : publicId(ctx, 'tpl', row.template_id),
    ...{
      state: row.state,
      waiting: row.waiting,
      attempts: row.attempts,
      cost: row.cost,
      value: row.value,
    },
    reason:
      worded(failed, language) ?? decided ?? (putOff ? said(putOff.code, putOff.params) : null),
    why: worded(row.why, language) ?? { code: '', text: '' },
    problem: worded(row.problem, language),
    ...{
      proposed_at: time(row.proposed_at),
      valid_from: time(row.valid_from),
      valid_until: time(row.valid_until),
    },
    ...{ planned_at: time(row.planned_at), zone: row.zone, sent_at: time(row.sent_at) },
    ...{
      delivered_at: time(row.delivered_at),
      opened_at: time(row.opened_at),
      clicked_at: time(row.clicked_at),
    },
    ...{
      replied_at: time(row.replied_at),
      bounced_at: time(row.bounced_at),
      complained_at: time(row.complained_at),
    },
  };
}

/** Every rule has a line, those that were not reached as well: what a reader looks for is there. */
function presentRules(
  touch: TouchFully,
  language: Language,
): z.input<typeof TouchFullyAnswer>['rules'] {
  const steps = touch.decision === null ? [] : fullSteps(touch.decision as Step[], touch);
  return RULES.map((rule, place) => {
    const step = steps[place];
    const code = step?.code ?? 'rule_not_reached';
    const params = readable(step?.params, touch.zone, language);
    const text = sentence({ code: spoken(code), params }, language);
    return { rule, ok: step?.ok ?? null, code, text, params };
  });
}

export function presentFully(
  ctx: AppContext,
  touch: TouchFully,
  seesContacts: boolean,
  language: Language,
): z.input<typeof TouchFullyAnswer> {
  const mask: Mask = maskFor(seesContacts);
  return {
    ...presentTouch(ctx, touch, language),
    rules: presentRules(touch, language),
    ...{ policy_number: touch.policy_number, decided_at: time(touch.decided_at) },
    content: touch.content && {
      ...{ subject: touch.content.subject ?? null, body: touch.content.body },
    },
    body: touch.body && {
      ...touch.body,
      address: mask(touch.body.address),
      at: time(touch.body.at),
    },
    events: touch.events.map(({ type, at }) => ({ type, at: time(at) })),
  };
}
