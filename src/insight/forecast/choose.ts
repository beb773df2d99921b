import type { Read } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { calculate } from './desk.ts';
import { COUNT_MODELS, type CountModel } from './family.ts';
import { chosenFit, keepFit, type Choice } from './fits.ts';
import type { Holdout, WatchedGroups } from './holdout.ts';
import { bestOf, dayBefore, hiddenBecause, holdoutStart, holdoutWeeks, needsFit } from './rules.ts';
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

async function learnAndKeep({ db, read, now }: Desk, scope: Scope, base: Base): Promise<Choice> {
  const choice = await learn(read, scope, base);
  return db.tx((tx) => keepFit(tx, scope.shops, choice, now));
}

/** The chosen model of a scope, learnt anew when enough has changed. Undefined where too few came back to learn from. */
export async function choiceFor(
  desk: Desk,
  scope: Scope,
): Promise<{ base: Base; choice: Choice | undefined }> {
  const base = await readBase(desk.read, scope);
  if (hiddenBecause(base.repeaters) !== null) return { base, choice: undefined };
  const asOf = dayOf(scope.asOf);
  const stored = await desk.db.tx((tx) => chosenFit(tx, scope.shops, asOf));
  if (!needsFit(stored, { asOf, repeats: base.repeats, currency: scope.currency }))
    return { base, choice: stored };
  const key = JSON.stringify([desk.db.pool.options.database, scope]);
  const running =
    learning.get(key) ?? learnAndKeep(desk, scope, base).finally(() => learning.delete(key));
  learning.set(key, running);
  return { base, choice: await running };
}
