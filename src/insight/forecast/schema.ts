import { z } from 'zod';

export const Model = z.enum(['bgnbd', 'mbgnbd', 'pnbd', 'mbgcnbd', 'gg']);
export type Model = z.infer<typeof Model>;

const Numbers = z.record(z.string(), z.number().nullable());

const Parameters = z.object({
  params: Numbers.describe('Weeks; of gg in units of the currency. Null: without meaning'),
  standard_errors: Numbers.describe('Null where the likelihood is flat'),
  log_likelihood: z.number(),
  customers: z.int(),
  degenerate: z.boolean().describe('The fit ran away; `limit` says whereto'),
  limit: z
    .enum(['no_dropout', 'same_dropout', 'all_or_none', 'same_rate'])
    .nullable()
    .describe('no_dropout: nobody leaves, and the parameters are the NBD’s'),
});
export type Parameters = z.infer<typeof Parameters>;

const Calibration = z.object({
  x: z.int().describe('Repeat transactions before; of the last row, this many or more'),
  customers: z.int(),
  actual: z.number().describe('Transactions per customer afterwards'),
  predicted: z.number(),
});

export const HoldoutAnswer = z.object({
  actual: z.int(),
  predicted: z.number(),
  bias: z.number().nullable().describe('(predicted − actual) / actual'),
  rmse: z.number(),
  calibration: z.array(Calibration),
  holdout: Parameters.extend({
    from: z.iso.date(),
    weeks: z.number(),
  }).describe('The fit on what was known on the eve of `from`'),
});
export type HoldoutAnswer = z.infer<typeof HoldoutAnswer>;

export const FitAnswer = Parameters.extend({
  model: Model,
  mean_p_alive: z.number().nullable(),
  expected_transactions: z.object({ weeks: z.number(), total: z.number() }).nullable(),
  ...HoldoutAnswer.partial().shape,
});
export type FitAnswer = z.infer<typeof FitAnswer>;

const number = z.number().nullable();

/** What is expected of one customer, with 80 % intervals; money in minor units. */
export const Expected = z.object({
  p_alive: number.describe('A fraction'),
  expected_orders_12m: number,
  expected_orders_12m_low: number,
  expected_orders_12m_high: number,
  expected_value_12m: number,
  expected_value_12m_low: number,
  expected_value_12m_high: number,
});
export type Expected = z.infer<typeof Expected>;

/** Why nothing is shown, as a code with its parameters. */
export const Hidden = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

/** Why something is not there, in words. */
export const Because = z.object({ code: z.string(), text: z.string() });
