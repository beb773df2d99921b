import { z } from 'zod';

export const CurrencyCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]{3}$/);

/** The lens keeps nine digits before and nine behind the point. */
const Rate = z
  .number()
  .min(1e-9)
  .max(999_999_999)
  .describe('Units of the reporting currency for one unit of this one');

export const RateInput = z.object({
  currency: CurrencyCode,
  day: z.iso.date().describe('Holds from this day on, until a later rate'),
  rate: Rate,
});
export type RateInput = z.output<typeof RateInput>;

export const ReportingInput = z.object({ reporting_currency: CurrencyCode.nullable() });
