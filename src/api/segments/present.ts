import {
  FIELDS,
  FUNCTIONS,
  operatorsOf,
  type SavedSegment,
  type SegmentSize,
  type Verdict,
  type Words,
} from '../../insight/segments/index.ts';
import type { z } from 'zod';
import { publicId, type AppContext } from '../context.ts';
import { time } from '../present.ts';
import { shownText } from './asked.ts';
import type { FieldsAnswer, SegmentAnswer, VerdictAnswer } from './schema.ts';

const both = ([en, zh]: Words) => ({ en, zh });
const maybe = (words: Words | undefined) => (words ? both(words) : null);

/** The catalogue as the builder draws it. */
export const presentFields = (): Pick<z.input<typeof FieldsAnswer>, 'fields' | 'functions'> => ({
  fields: FIELDS.map(({ name, type, group, label, hint, values, alias = false }) => ({
    ...{ name, type, group, label: both(label), hint: maybe(hint), alias },
    operators: [...operatorsOf(type)],
    values: values?.map((one) => ({ value: one.value, label: both(one.label) })) ?? null,
  })),
  functions: FUNCTIONS.map(({ name, label, hint, parameters }) => ({
    ...{ name, label: both(label), hint: maybe(hint) },
    parameters: parameters.map((one) => ({
      ...{ name: one.name, type: one.type, label: both(one.label) },
      ...{ hint: maybe(one.hint), many: one.many ?? false },
    })),
  })),
});

export function presentSegment(
  ctx: AppContext,
  segment: SavedSegment,
  sizes: SegmentSize[],
): z.input<typeof SegmentAnswer> {
  const { id, name, text, version, created_at, changed_at, archived_at } = segment;
  return {
    ...{ id: publicId(ctx, 'seg', id), name, ...shownText(text), version },
    ...{
      created_at: time(created_at)!,
      changed_at: time(changed_at)!,
      archived_at: time(archived_at),
    },
    ...{ size: sizes.at(-1) ?? null, sizes },
  };
}

function haveOf(have: unknown): z.input<typeof VerdictAnswer>['have'] {
  if (Array.isArray(have)) return have.map(String);
  if (typeof have === 'string' || typeof have === 'number' || typeof have === 'boolean')
    return have;
  return null;
}

/** The whole, then its parts, each with its depth. */
export function presentVerdict(verdict: Verdict, depth = 0): z.input<typeof VerdictAnswer>[] {
  const { kind, text, from, to, holds, have, of = [] } = verdict;
  return [
    { kind, depth, text, from, to, holds, have: haveOf(have) },
    ...of.flatMap((one) => presentVerdict(one, depth + 1)),
  ];
}
