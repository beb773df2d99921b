import { z } from 'zod';
import { fail, ok } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  CurrencyCode,
  listRates,
  RateInput,
  removeRate,
  ReportingInput,
  setRate,
  setReporting,
} from '../../ledger/rates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { AppContext } from '../context.ts';
import { endpoint, type App } from '../endpoint.ts';

const RatesAnswer = z
  .object({
    reporting_currency: z
      .string()
      .nullable()
      .describe('What several currencies are added up in; null: each stays apart'),
    currencies: z.array(z.string()).describe('What the shops sell in'),
    first_day: z.iso
      .date()
      .nullable()
      .describe('Of the oldest order: a rate from then on covers all'),
    data: z.array(z.object({ currency: z.string(), day: z.iso.date(), rate: z.number() })),
  })
  .meta({ id: 'Rates' });

async function present(tx: Tx): Promise<z.input<typeof RatesAnswer>> {
  const { reporting, currencies, firstDay, rates } = await listRates(tx);
  return { reporting_currency: reporting, currencies, first_day: firstDay, data: rates };
}

function ofTheCurrency(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/rates',
    tag: 'shops',
    summary: 'Exchange rates, newest first, and the reporting currency',
    permission: 'shops.read',
    answer: RatesAnswer,
    run: async ({ tx }) => ok(await present(tx)),
  });

  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/rates',
    tag: 'shops',
    summary: 'Choose the reporting currency, while there are no rates',
    permission: 'shops.change',
    body: ReportingInput,
    answer: RatesAnswer,
    run: async ({ tx, actor, body, now }) => {
      const { reporting_currency: currency } = body;
      const set = await setReporting(tx, currency);
      if (!set.ok) return set;
      await writeAudit(tx, { action: 'rates.changed', ...actor, details: { currency } }, now);
      return ok(await present(tx));
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  ofTheCurrency(app, ctx);

  endpoint(app, ctx, {
    method: 'put',
    path: '/v1/rates',
    tag: 'shops',
    summary: 'Enter the rate of a currency from a day on',
    permission: 'shops.change',
    body: RateInput,
    answer: RateInput.extend({
      before: z.number().nullable().describe('Of that very day, when there was one'),
    }),
    run: async ({ tx, actor, body, now }) => {
      const set = await setRate(tx, body);
      if (!set.ok) return set;
      await writeAudit(tx, { action: 'rates.changed', ...actor, details: body }, now);
      return ok({ ...body, ...set.value });
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/rates/{currency}/{day}',
    tag: 'shops',
    summary: 'Remove a rate',
    permission: 'shops.change',
    params: z.object({ currency: CurrencyCode, day: z.iso.date() }),
    status: 204,
    run: async ({ tx, actor, params, now }) => {
      const { currency, day } = params;
      if (!(await removeRate(tx, currency, day))) return fail('not_found');
      const details = { currency, day, rate: null };
      await writeAudit(tx, { action: 'rates.changed', ...actor, details }, now);
      return ok(undefined);
    },
  });
}
