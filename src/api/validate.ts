import type { z } from 'zod';
import type { Problem, Result } from '../kernel/index.ts';

type Issue = z.core.$ZodIssue;

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** A day, or a day or an instant. */
const asksForDay = (issue: Issue): boolean =>
  issue.code === 'invalid_union'
    ? issue.errors.flat().some(asksForDay)
    : issue.code === 'invalid_format' && issue.format === 'date';

const NUMBERS = new Set(['number', 'int', 'bigint']);

/** zod's words are for programmers; ours are codes with sentences. */
function explain(issue: Issue, root: string): Problem {
  const field = String(issue.path.at(-1) ?? root);
  const pointer = pointerTo(issue.path);
  const is = (code: string, params: Problem['params'] = {}): Problem => ({
    code,
    params: { field, ...params },
    pointer,
  });
  if (issue.code === 'invalid_type' && issue.input === undefined) return is('required');
  const isNumber = 'origin' in issue && NUMBERS.has(String(issue.origin));
  if (issue.code === 'too_big')
    return is(isNumber ? 'too_large' : 'too_long', { max: Number(issue.maximum) });
  if (issue.code === 'too_small' && isNumber)
    return is('too_little', { min: Number(issue.minimum) });
  if (issue.code === 'too_small')
    return is(issue.minimum === 1 ? 'required' : 'too_short', { min: Number(issue.minimum) });
  if (issue.code === 'unrecognized_keys')
    return is('unknown_field', { field: issue.keys.join(', ') });
  if (issue.code === 'invalid_format' && issue.format === 'email')
    return { code: 'email_invalid', pointer };
  if (issue.code === 'invalid_value') return is('not_one_of', { values: issue.values.join(', ') });
  if (asksForDay(issue)) return is('not_a_day');
  if (issue.code === 'invalid_type' && NUMBERS.has(issue.expected)) return is('not_a_number');
  if (issue.code === 'custom' && issue.params?.['code'] === 'not_rising') return is('not_rising');
  return is('invalid_field');
}

/** All that is wrong with it; the first one speaks for the answer. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
  root: string,
): Result<z.output<S>> & { details?: Problem[] } {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  const details = parsed.error.issues.map((issue) => explain(issue, root));
  const [problem = { code: 'invalid' }] = details;
  return { ok: false, problem, ...(details.length > 1 && { details }) };
}
