import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { checkField } from './check-field.ts';
import { scopeOf, surroundings, type Facts, type Occasion } from './facts.ts';
import { parseLiquid, runLiquid } from './liquid.ts';
import type { ApprovalBody, Approved, Param } from './schema.ts';
import { variablesWith } from './variables.ts';

export interface Approval extends ApprovalBody {
  template_id: number;
  vendor: string;
  language: string;
  changed_at: Date;
}

/** How many letters a vendor takes for one parameter: Tencent says six except for codes, others more. */
const LONGEST: Record<string, number> = { tencent: 6 };
const USUAL_LONGEST = 35;
export const longestParam = (vendor: string): number => LONGEST[vendor] ?? USUAL_LONGEST;

/** Its parameters know their words, as the template's own text must. */
export const checkApproval = (
  body: ApprovalBody,
  declared: readonly Param[],
  language: string,
): Problem[] =>
  body.params.flatMap(({ value }, n) => {
    const field = { pointer: `/params/${n}/value`, text: value, as: 'text' as const };
    return checkField(field, variablesWith(declared), language).errors;
  });

function paramText(
  { name, value }: { name: string; value: string },
  facts: Facts,
  occasion: Occasion,
  vendor: string,
): Result<{ name: string; value: string }> {
  const parsed = parseLiquid(value, 'text');
  if (!parsed.ok) return parsed;
  const text = runLiquid(parsed.value, scopeOf(facts, occasion), surroundings(facts, occasion));
  if (!text.ok) return text;
  const trimmed = text.value.replaceAll(/\s+/g, ' ').trim();
  const most = longestParam(vendor);
  const { length } = Array.from(trimmed);
  if (length === 0) return fail('template_approved_param_empty', { name, vendor });
  if (length > most) return fail('template_approved_param_long', { name, vendor, length, most });
  return ok({ name, value: trimmed });
}

/** What the vendor is told to send to this customer, or in words why it would refuse. */
export function approvedFor(
  approval: Approval | undefined,
  { vendor, language }: { vendor: string; language: string },
  facts: Facts,
  occasion: Occasion,
): Result<Approved> {
  if (approval === undefined) return fail('template_not_approved', { vendor, language });
  if (approval.state === 'waiting') return fail('template_approval_waiting', { vendor, language });
  if (approval.state === 'rejected')
    return fail('template_approval_rejected', { vendor, language, note: approval.note ?? '' });
  const params: { name: string; value: string }[] = [];
  for (const param of approval.params) {
    const text = paramText(param, facts, occasion, vendor);
    if (!text.ok) return text;
    params.push(text.value);
  }
  return ok({ code: approval.code, sign: approval.sign, params });
}
