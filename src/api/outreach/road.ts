import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { accountsOpener } from '../../outreach/accounts/index.ts';
import {
  render,
  signOfLife,
  tick,
  type Outreach,
  type Ticked,
} from '../../outreach/dispatch/index.ts';
import { obstaclesOf } from '../../outreach/gate/index.ts';
import type { LinkMaker } from '../../outreach/tracking/index.ts';
import { sealKeyIn } from '../../platform/files/index.ts';
import type { AppContext } from '../context.ts';
import { countTick } from '../metrics.ts';

const EVERY_MS = 2_000;

/** The one road, opened once a process: the gate and the dispatcher over this business's ledger. */
export interface Road {
  outreach: Outreach;
  sealKey(): Buffer;
  links: LinkMaker;
  /** Once, at that moment; two at a time take turns. */
  tick(now: Date): Promise<Ticked>;
}

type Grades = ReadonlyMap<number, 'A' | 'B' | 'C' | null>;

/** As they were last worked out: a decision does not wait for everyone's traits. */
async function gradesOf(ctx: AppContext, persons: number[]): Promise<Grades> {
  const lens = await ctx.lens();
  const rows = await lens.read<{ person_id: number; value_grade: 'A' | 'B' | 'C' | null }>(
    'SELECT person_id, value_grade FROM lens.main.trait WHERE list_contains($1::BIGINT[], person_id)',
    [persons],
  );
  return new Map(rows.map((row) => [row.person_id, row.value_grade]));
}

function openRoad(ctx: AppContext): Road {
  let key: Buffer | undefined;
  const sealKey = () => (key ??= sealKeyIn(ctx.dataDir));
  const accounts = accountsOpener(ctx.db, sealKey, {
    now: ctx.now,
    allowPrivate: ctx.allowPrivate ?? false,
  });
  const links: LinkMaker = { publicUrl: ctx.publicUrl ?? null, business: ctx.business };
  const worker = randomUUID();
  const life = signOfLife(ctx.db, worker);
  const outreach: Outreach = {
    ...{ db: ctx.db, worker, channels: accounts.channels },
    gate: {
      grades: (persons) => gradesOf(ctx, persons),
      obstacles: (tx, rows) => obstaclesOf(tx, rows, links.publicUrl !== null),
    },
    render: (tx, touches, channel, now) => render(tx, touches, channel, links, now),
    wait: (ms) => wait(ms),
  };
  const stopping = new AbortController();
  let turn: Promise<unknown> = Promise.resolve();
  const once = async (now: Date): Promise<Ticked> => {
    // A sign of life given after the last one was taken back would keep the database from closing.
    stopping.signal.throwIfAborted();
    await life.hold();
    const began = performance.now();
    const ticked = await tick(outreach, now, stopping.signal);
    countTick(ctx, ticked, (performance.now() - began) / 1000);
    return ticked;
  };
  const queued = (now: Date): Promise<Ticked> => {
    const mine = turn.then(() => once(now));
    turn = mine.catch(() => undefined);
    return mine;
  };
  ctx.onClose?.(async () => {
    // What is in flight is finished; nothing new begins.
    stopping.abort();
    await turn;
    life.release();
    await accounts.close();
  });
  return { outreach, sealKey, links, tick: queued };
}

const roads = new WeakMap<AppContext, Road>();

export function roadOf(ctx: AppContext): Road {
  const known = roads.get(ctx);
  if (known) return known;
  const road = openRoad(ctx);
  roads.set(ctx, road);
  return road;
}

/** On its own clock, where this process is a worker. */
export function keepSending(ctx: AppContext): void {
  if (!ctx.sends) return;
  let running = false;
  const timer = setInterval(() => {
    if (running || ctx.stopping?.aborted) return;
    running = true;
    roadOf(ctx)
      .tick(ctx.now())
      .catch((error: unknown) => ctx.log.error({ err: error }, 'the road could not be gone'))
      .finally(() => (running = false));
  }, EVERY_MS).unref();
  ctx.onClose?.(async () => clearInterval(timer));
}
