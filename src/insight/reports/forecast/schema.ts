import { z } from 'zod';

const Estimate = z.object({
  expected: z.number(),
  low: z.number().describe('Of an 80 % interval'),
  high: z.number(),
});

const Tested = z.object({
  actual: z.int(),
  predicted: z.number(),
  bias: z.number().nullable(),
  rmse: z.number(),
});

export const Answer = z.object({
  hidden: z
    .object({ code: z.string(), params: z.record(z.string(), z.number()) })
    .nullable()
    .describe('Why nothing is shown'),
  customers: z.int(),
  repeat_customers: z.int(),
  old_data: z
    .object({
      code: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    })
    .nullable()
    .describe('Set where the latest purchase lies four weeks or more before the day asked about'),
  model: z.string().nullable(),
  limit: z.string().nullable().describe('Set where the fit ran away: no_dropout, …'),
  learnt_as_of: z.string().nullable(),
  horizons: z.array(z.object({ weeks: z.int(), purchases: Estimate, value: Estimate.nullable() })),
  backtest: Tested.extend({
    weeks: z.number(),
    calibration: z.array(
      z.object({ x: z.int(), customers: z.int(), actual: z.number(), predicted: z.number() }),
    ),
  })
    .nullable()
    .describe('The chosen model, fitted before these last weeks, against what they brought'),
  models: z.array(Tested.extend({ model: z.string(), chosen: z.boolean() })),
});
export type Answer = z.infer<typeof Answer>;
