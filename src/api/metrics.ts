import type { Registry } from 'prom-client';
import { listAccounts } from '../outreach/accounts/index.ts';
import { countTouches } from '../outreach/touches/index.ts';
import type { AppContext } from './context.ts';
import type { Ticked } from '../outreach/dispatch/index.ts';

/** Counted since this process began, by what a tick told. */
const totals = new WeakMap<AppContext, Record<string, number>>();

export function countTick(ctx: AppContext, ticked: Ticked, seconds: number): void {
  const sum = totals.get(ctx) ?? {};
  const add = (name: string, value: number): void => void (sum[name] = (sum[name] ?? 0) + value);
  for (const name of ['sent', 'failed', 'unknown', 'retried', 'recovered'] as const)
    add(name, ticked[name]);
  for (const [name, value] of Object.entries(ticked.decided)) add(`decided_${name}`, value);
  add('ticks', 1);
  add('tick_seconds', seconds);
  totals.set(ctx, sum);
}

async function fill(ctx: AppContext, registry: Registry): Promise<void> {
  const { Counter, Gauge } = await import('prom-client');
  const registers = [registry];
  const touches = new Gauge({
    registers,
    name: 'regulars_touches',
    help: 'Touches by state',
    labelNames: ['state'],
  });
  const channels = new Gauge({
    registers,
    name: 'regulars_channel_up',
    help: '1: may be sent through; 0: off or paused',
    labelNames: ['name', 'vendor'],
  });
  const outcomes = new Counter({
    registers,
    name: 'regulars_road_total',
    help: 'What the gate decided and the dispatcher did since the start',
    labelNames: ['what'],
  });
  await ctx.db.tx(async (tx) => {
    for (const [state, count] of Object.entries(await countTouches(tx)))
      touches.set({ state }, count);
    for (const { name, vendor, enabled, paused_at: paused } of await listAccounts(tx))
      channels.set({ name, vendor }, enabled && paused === null ? 1 : 0);
  });
  for (const [what, value] of Object.entries(totals.get(ctx) ?? {})) outcomes.inc({ what }, value);
}

/** In Prometheus' text format: the road and the process. Loaded at the first scrape. */
export async function metrics(ctx: AppContext): Promise<{ text: string; type: string }> {
  const { Registry, collectDefaultMetrics } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  await fill(ctx, registry);
  return { text: await registry.metrics(), type: registry.contentType };
}
