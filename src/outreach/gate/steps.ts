import { RULES, type Rule } from './schema.ts';
import { PLAIN, type Step } from './types.ts';

/** Of a touch what the plain words of its rules speak of. */
export interface Spoken {
  valid_until: Date;
  zone: string | null;
}

function paramsOf(rule: Rule, touch: Spoken): NonNullable<Step['params']> {
  if (rule === 'validity') return { until: touch.valid_until.toISOString() };
  return rule === 'hours' ? { zone: touch.zone } : {};
}

/**
 * A kept decision as it was made: every rule in its order, with its word; undefined for a rule that was not
 * reached, because an earlier one had decided.
 */
export function fullSteps(kept: Step[], touch: Spoken): (Step | undefined)[] {
  const decided = RULES.findIndex((rule) => kept.some((step) => step.rule === rule && !step.ok));
  return RULES.map((rule, place) => {
    const step = kept.find((one) => one.rule === rule);
    if (step || rule === 'consent' || (decided >= 0 && place > decided)) return step;
    return { rule, ok: true, code: PLAIN[rule], params: paramsOf(rule, touch) };
  });
}
