import type { Problem } from '../../kernel/index.ts';
import type { Field } from './fields.ts';
import { analyse, parseLiquid, piecesOf } from './liquid.ts';
import { mayPrintNothing, shadowed, unknownVariables } from './variables-in.ts';
import type { Variable } from './variables.ts';

/** `errors` keep a template from being saved, `warnings` do not. */
export interface Verdict {
  errors: Problem[];
  warnings: Problem[];
}

const HEADS = {
  link: /^(https?:\/\/[^\s/?#{}<>"']+|mailto:|tel:)/i,
  image: /^https?:\/\/[^\s/?#{}<>"']+/i,
};
const IS_WEB = /^https?:/i;

/**
 * An address begins with a host written out, or is a variable that holds a whole address: otherwise what
 * a customer is called could decide where a link leads.
 */
function leadsSomewhere({ text, as }: Field, known: readonly Variable[]): boolean {
  const [first, ...rest] = piecesOf(text.trim());
  if (first === undefined) return false;
  if (first.literal) {
    const head = HEADS[as === 'image' ? 'image' : 'link'].exec(first.text)?.[0];
    if (head === undefined) return false;
    return !IS_WEB.test(head) || rest.length === 0 || first.text.length > head.length;
  }
  const parsed = parseLiquid(first.text, 'text');
  const spoken = parsed.ok ? Object.values(analyse(parsed.value.templates).globals).flat() : [];
  const path = spoken.length === 1 ? spoken[0]!.segments.join('.') : '';
  return known.some((one) => one.path === path && one.type === 'url');
}

const at = (problems: Problem[], pointer: string): Problem[] =>
  problems.map((problem) => ({ ...problem, pointer }));

/** One field by itself: it parses, knows its words, leads somewhere. */
export function checkField(field: Field, known: readonly Variable[], language: string): Verdict {
  const { pointer, text, as } = field;
  const none: Verdict = { errors: [], warnings: [] };
  if (as === 'when') {
    const paths = known.map(({ path }) => path);
    if (paths.includes(text)) return none;
    return {
      ...none,
      errors: [{ code: 'template_unknown_when', params: { word: text }, pointer }],
    };
  }
  const parsed = parseLiquid(text, 'html');
  if (!parsed.ok) return { ...none, errors: at([parsed.problem], pointer) };
  const { templates } = parsed.value;
  const errors = at(
    [...unknownVariables(templates, known), ...shadowed(templates, known)],
    pointer,
  );
  if (as !== 'text' && errors.length === 0 && !leadsSomewhere(field, known))
    errors.push({ code: 'template_bad_url', pointer });
  const unasked = mayPrintNothing(templates, known, language).filter(
    ({ params }) => params?.['word'] !== field.when,
  );
  return { errors, warnings: at(unasked, pointer) };
}
