import type { Problem } from '../../kernel/index.ts';
import type { SenderFacts } from './facts.ts';
import { checkField, type Verdict } from './check-field.ts';
import { fieldsOf } from './fields.ts';
import { unmannerly } from './manners.ts';
import { marketingLacks, renderMessage } from './render.ts';
import { bareFacts, sampleFacts, sampleOccasion } from './samples.ts';
import { isMail, type Draft, type Manner } from './schema.ts';
import { REFUSAL } from './sms.ts';
import { variablesWith } from './variables.ts';

/** What a draft is held against besides itself. */
export interface CheckedIn {
  sender: SenderFacts;
  hasPublicUrl: boolean;
  manners: readonly Manner[];
  now: Date;
}

/** Gmail cuts a mail off at about 102 KB, the unsubscribe link with it. */
const CUT_OFF = 102_000;

function shapeOf(draft: Draft): Problem[] {
  return Object.entries(draft.variants)
    .filter(([, variant]) => isMail(variant) !== (draft.kind === 'email'))
    .map(([language]) => ({
      code: draft.kind === 'email' ? 'template_needs_blocks' : 'template_needs_body',
      pointer: `/variants/${language}`,
    }));
}

function eachField(draft: Draft, manners: readonly Manner[]): Verdict {
  const known = variablesWith(draft.params);
  const verdicts = Object.entries(draft.variants).flatMap(([language, variant]) =>
    fieldsOf(variant, `/variants/${language}`).map((field) => {
      const { errors, warnings } = checkField(field, known, language);
      return { errors, warnings: [...warnings, ...unmannerly(field.text, manners, field.pointer)] };
    }),
  );
  return {
    errors: verdicts.flatMap(({ errors }) => errors),
    warnings: verdicts.flatMap(({ warnings }) => warnings),
  };
}

/** Written to somebody of whom everything is known and to somebody of whom nothing is: both must do. */
async function tried(draft: Draft, sender: SenderFacts, now: Date): Promise<Verdict> {
  const verdict: Verdict = { errors: [], warnings: [] };
  for (const language of Object.keys(draft.variants)) {
    const pointer = `/variants/${language}`;
    for (const full of [true, false]) {
      const facts = full ? sampleFacts(sender, language.startsWith('zh')) : bareFacts(sender);
      const params = full ? draft.params : draft.params.map((one) => ({ ...one, required: false }));
      const occasion = sampleOccasion(params, language, now, full);
      const done = await renderMessage({ ...draft, params }, facts, occasion);
      if (done.ok && full && (done.value.html?.length ?? 0) > CUT_OFF)
        verdict.warnings.push({ code: 'template_long_mail', pointer });
      if (done.ok) continue;
      const silent = !full && done.problem.code.startsWith('template_empty');
      // Who is unknown gets none then, which is a warning; what cannot be written at all is an error.
      verdict[silent ? 'warnings' : 'errors'].push({ ...done.problem, pointer });
      break;
    }
  }
  return verdict;
}

function refusable(draft: Draft): Problem[] {
  if (draft.kind !== 'sms' || draft.class !== 'promotion') return [];
  return Object.entries(draft.variants).flatMap(([language, variant]) =>
    isMail(variant) ||
    language.startsWith('zh') ||
    /\bstop\b/i.test(variant.body) ||
    REFUSAL.test(variant.body)
      ? []
      : [{ code: 'template_no_way_out', pointer: `/variants/${language}/body` }],
  );
}

/**
 * Everything that can be said of a draft before anybody receives it. What keeps it from being *sent* (no
 * postal address, no public address) is a warning here and a refusal there: nobody loses what they wrote.
 */
export async function checkDraft(draft: Draft, at: CheckedIn): Promise<Verdict> {
  const shape = shapeOf(draft);
  if (shape.length > 0) return { errors: shape, warnings: [] };
  const fields = eachField(draft, at.manners);
  const warnings = [...fields.warnings, ...refusable(draft)];
  const lacks = marketingLacks(draft, at.sender, at.hasPublicUrl);
  if (lacks) warnings.unshift(lacks);
  if (fields.errors.length > 0) return { errors: fields.errors, warnings };
  const trial = await tried(draft, at.sender, at.now);
  return { errors: trial.errors, warnings: [...warnings, ...trial.warnings] };
}
