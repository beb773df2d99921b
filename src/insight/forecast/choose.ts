import type { Read } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { goOn } from './background.ts';
import { calculate } from './desk.ts';
import { COUNT_MODELS, type CountModel } from './family.ts';
import { chosenFit, keepFit, type Choice } from './fits.ts';
import type { Holdout, WatchedGroups } from './holdout.ts';
import {
  bestOf,
  dayBefore,
  hiddenBecause,
  holdoutStart,
  holdoutWeeks,
  looksAgain,
  needsFit,
  type Unknown,
} from './rules.ts';
import {
  readBase,
  readGroups,
  readLogGaps,
  readSpend,
  readWatched,
  type Base,
  type Scope,
} from './store.ts';

/** What a forecast stands on: the lens to learn from, the ledger to keep what was learnt. */
export interface Desk {
  db: Db;
  read: Read;
  now: Date;
}

/** Models are told apart by far fewer histories than a large shop has. */
const ENOUGH_TO_CHOOSE = 20_000;

function everyOther(groups: WatchedGroups): WatchedGroups {
  const stride = Math.ceil(groups.x.length / ENOUGH_TO_CHOOSE);
  if (stride <= 1) return groups;
  const kept = Object.entries(groups).map(([name, column]) => [
    name,
    (column as Float64Array).filter((_, i) => i % stride === 0),
  ]);
  return Object.fromEntries(kept) as WatchedGroups;
}

export const dayOf = (asOf: string): string => asOf.slice(0, 10);

async function holdoutsOf(read: Read, scope: Scope, base: Base): Promise<Choice['holdouts']> {
  const asOf = dayOf(scope.asOf);
  const from = base.firstDay === null ? undefined : holdoutStart(base.firstDay, asOf);
  if (from === undefined) return {};
  const weeks = holdoutWeeks(from, asOf);
  if (!weeks.ok) return {};
  const eve = dayBefore(from);
  const groups = everyOther(await readWatched(read, scope, eve));
  if (groups.x.length === 0) return {};
  const logGaps = await readLogGaps(read, scope, eve);
  const found: Partial<Record<CountModel, Holdout>> = {};
  for (const model of COUNT_MODELS)
    found[model] = (
      await calculate('holdout', { model, groups, logGaps, weeks: weeks.value })
    ).holdout;
  return found;
}

async function learn(read: Read, scope: Scope, base: Base): Promise<Omit<Choice, 'id'>> {
  const holdouts = await holdoutsOf(read, scope, base);
  const model = bestOf(holdouts);
  const groups = await readGroups(read, scope);
  const logGaps = model === 'mbgcnbd' ? await readLogGaps(read, scope) : null;
  const count = await calculate('fit', { model, groups, logGaps });
  const spend = (await calculate('fitSpend', await readSpend(read, scope))) ?? null;
  const basis = { asOf: dayOf(scope.asOf), repeats: base.repeats, currency: scope.currency };
  return { ...basis, count, spend, holdouts };
}

/** Two pages asking at once learn once. */
const learning = new Map<string, Promise<Choice>>();

const keyOf = ({ db }: Desk, scope: Scope): string =>
  JSON.stringify([db.pool.options.database, scope]);

/** `whose`: who holds a connection waits for nobody who may need one. */
function learnOnce(
  desk: Desk,
  scope: Scope,
  base: Base,
  whose: 'asked' | 'background' = 'asked',
): Promise<Choice> {
  const key = `${whose} ${keyOf(desk, scope)}`;
  const { db, read, now } = desk;
  const run = async (): Promise<Choice> => {
    const choice = await learn(read, scope, base);
    return db.tx((tx) => keepFit(tx, scope.shops, choice, now));
  };
  const running = learning.get(key) ?? run().finally(() => learning.delete(key));
  learning.set(key, running);
  return running;
}

const newestFit = ({ db }: Desk, scope: Scope): Promise<Choice | undefined> =>
  db.tx((tx) => chosenFit(tx, scope.shops, dayOf(scope.asOf)));

const stale = (stored: Choice | undefined, scope: Scope, { repeats }: Base): boolean =>
  needsFit(stored, { asOf: dayOf(scope.asOf), repeats, currency: scope.currency });

/** The chosen model of a scope, learnt anew when enough has changed. Undefined where too few came back to learn from. */
export async function choiceFor(
  desk: Desk,
  scope: Scope,
): Promise<{ base: Base; choice: Choice | undefined }> {
  const base = await readBase(desk.read, scope);
  if (hiddenBecause(base.repeaters) !== null) return { base, choice: undefined };
  const stored = await newestFit(desk, scope);
  if (stored !== undefined && !stale(stored, scope, base)) return { base, choice: stored };
  return { base, choice: await learnOnce(desk, scope, base) };
}

/** When it was last looked whether a scope's fit is out of date, and what was found. */
const looked = new Map<string, { at: Date; base: Base }>();
const MOST_LOOKED = 500;

async function look(desk: Desk, scope: Scope): Promise<Base> {
  const base = await readBase(desk.read, scope);
  if (looked.size >= MOST_LOOKED) looked.clear();
  looked.set(keyOf(desk, scope), { at: desk.now, base });
  return base;
}

const refreshing = new Set<string>();

/** Learns anew if enough has changed. */
async function refresh(desk: Desk, scope: Scope): Promise<void> {
  const base = await look(desk, scope);
  if (hiddenBecause(base.repeaters) !== null) return;
  if (stale(await newestFit(desk, scope), scope, base))
    await learnOnce(desk, scope, base, 'background');
}

function refreshLater(desk: Desk, scope: Scope): void {
  const key = keyOf(desk, scope);
  if (refreshing.has(key)) return;
  refreshing.add(key);
  goOn(refresh(desk, scope).finally(() => refreshing.delete(key)));
}

/** Amounts of another currency than was learnt say nothing. */
const inCurrency = (choice: Choice, { currency }: Scope): Choice =>
  choice.currency === currency ? choice : { ...choice, spend: null };

export interface PageDesk extends Desk {
  /** For what goes on after the answer: `read` may be of one state of the lens, and end with it. */
  later: Read;
}

export interface AtHand {
  choice: Choice | undefined;
  /** Why there is none. */
  unknown: Unknown | null;
}

/**
 * For pages: the newest fit there is, however old, and learning goes on in the background. Of the very
 * first it is said that it is being learnt, unless somebody waits for it.
 */
export async function choiceAtHand(desk: PageDesk, scope: Scope, waits = false): Promise<AtHand> {
  const stored = await newestFit(desk, scope);
  if (stored === undefined) return theFirst(desk, scope, waits);
  const last = looked.get(keyOf(desk, scope));
  if (looksAgain(last?.at, desk.now)) refreshLater({ ...desk, read: desk.later }, scope);
  const hidden = last === undefined ? null : hiddenBecause(last.base.repeaters);
  if (hidden !== null) return { choice: undefined, unknown: hidden };
  return { choice: inCurrency(stored, scope), unknown: null };
}

async function theFirst(desk: PageDesk, scope: Scope, waits: boolean): Promise<AtHand> {
  const base = await look(desk, scope);
  const unknown = hiddenBecause(base.repeaters);
  if (unknown !== null) return { choice: undefined, unknown };
  if (waits) return { choice: await learnOnce(desk, scope, base), unknown: null };
  goOn(learnOnce({ ...desk, read: desk.later }, scope, base, 'background'));
  return { choice: undefined, unknown: { code: 'forecast_learning' } };
}
