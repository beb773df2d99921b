import { Temporal } from 'temporal-polyfill';
import type { NamedDay, Plain, Unit } from '../text/ast.ts';

type Day = Temporal.PlainDate;

const UNITS = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const satisfies Record<
  Unit,
  string
>;

/** Weeks begin on Monday. */
const NAMED: Record<NamedDay, (today: Day) => Day> = {
  today: (today) => today,
  yesterday: (today) => today.subtract({ days: 1 }),
  tomorrow: (today) => today.add({ days: 1 }),
  '7_days_ago': (today) => today.subtract({ days: 7 }),
  '30_days_ago': (today) => today.subtract({ days: 30 }),
  '90_days_ago': (today) => today.subtract({ days: 90 }),
  '12_months_ago': (today) => today.subtract({ months: 12 }),
  start_of_week: (today) => today.subtract({ days: today.dayOfWeek - 1 }),
  end_of_week: (today) => today.add({ days: 7 - today.dayOfWeek }),
  start_of_month: (today) => today.with({ day: 1 }),
  end_of_month: (today) => today.with({ day: today.daysInMonth }),
  start_of_year: (today) => today.with({ month: 1, day: 1 }),
  end_of_year: (today) => today.with({ month: 12, day: 31 }),
};

/** The calendar day a value means, seen from a day; undefined for what is no day. */
export function settleDay(value: Plain, asOf: string): string | undefined {
  if (value.kind === 'day') return value.value;
  const today = Temporal.PlainDate.from(asOf);
  if (value.kind === 'named') return NAMED[value.value](today).toString();
  if (value.kind !== 'offset') return undefined;
  return today.add({ [UNITS[value.unit]]: value.amount }).toString();
}
