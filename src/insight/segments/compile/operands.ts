import { nearest } from '../../../kernel/index.ts';
import type { ArgumentType } from '../fields/functions.ts';
import type { Choice, FieldType } from '../fields/index.ts';
import type { Value } from '../text/ast.ts';
import { printValue } from '../text/print.ts';
import { Trouble } from '../text/trouble.ts';
import { settleDay } from './days.ts';
import type { Operand, Settings } from './query.ts';

/** What a value is held against. */
export interface Wanted {
  /** As it is called in the text. */
  name: string;
  type: FieldType | ArgumentType;
  values?: Choice[] | undefined;
}

const wrong = (value: Value, { name, type }: Wanted): Trouble =>
  new Trouble(`segment_type_${type === 'list' ? 'text' : type}`, value.span, {
    field: name,
    word: printValue(value),
  });

/** By its code or by its name in either language. */
function choice(value: Value, wanted: Wanted): string {
  if (value.kind !== 'text') throw wrong(value, wanted);
  const asked = value.value.trim().toLowerCase();
  const values = wanted.values ?? [];
  const found = values.find((one) =>
    [one.value, ...one.label].some((word) => word.toLowerCase() === asked),
  );
  if (found !== undefined) return found.value;
  const known = values.map((one) => one.value);
  const meant = nearest(asked, known);
  throw new Trouble(
    meant === undefined ? 'segment_no_choice' : 'segment_no_choice_meant',
    value.span,
    {
      ...{ field: wanted.name, word: value.value, values: known.join(', ') },
      ...(meant !== undefined && { meant }),
    },
  );
}

function day(value: Value, wanted: Wanted, asOf: string): string {
  const settled = settleDay(value, asOf);
  if (settled === undefined) throw wrong(value, wanted);
  return settled;
}

function yearly(value: Value, wanted: Wanted, asOf: string): number {
  const [, month, date] = day(value, wanted, asOf).split('-');
  return Number(month) * 100 + Number(date);
}

/** 19.99 with two decimals is 1999: moved as text, since 19.99 × 100 is not. */
const inMinor = (value: number, digits: number): number =>
  Number(`${printValue({ kind: 'number', value })}e${digits}`);

/** The value as the statement takes it, or trouble at its place. */
export function operandOf(value: Value, wanted: Wanted, { asOf, digits }: Settings): Operand {
  switch (wanted.type) {
    case 'choice':
      return choice(value, wanted);
    case 'day':
    case 'date':
      return day(value, wanted, asOf);
    case 'yearly':
      return yearly(value, wanted, asOf);
    case 'yes_no':
      if (value.kind !== 'boolean') throw wrong(value, wanted);
      return value.value;
    case 'text':
    case 'list':
      if (value.kind !== 'text') throw wrong(value, wanted);
      return value.value;
    case 'number':
    case 'share':
    case 'money':
      if (value.kind !== 'number') throw wrong(value, wanted);
      return wanted.type === 'money' ? inMinor(value.value, digits) : value.value;
  }
}
