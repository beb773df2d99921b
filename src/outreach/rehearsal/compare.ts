import { RULES, type Rule } from '../gate/index.ts';
import { OUTCOMES, type Outcome } from './schema.ts';
import type { Fate, Tally } from './types.ts';

export const noTally = (): Tally => ({
  outcomes: Object.fromEntries(OUTCOMES.map((one) => [one, 0])) as Record<Outcome, number>,
  rules: Object.fromEntries(RULES.map((one) => [one, { stopped: 0, moved: 0 }])) as Tally['rules'],
});

const GOES: ReadonlySet<Outcome> = new Set(['sent', 'moved', 'planned', 'failed']);

/** Each touch has one outcome, and one rule at most that stopped or moved it. */
export function count(tally: Tally, { outcome, step }: Fate): void {
  tally.outcomes[outcome] += 1;
  if (step) tally.rules[step.rule][GOES.has(outcome) ? 'moved' : 'stopped'] += 1;
}

const ruleOf = ({ step }: Fate): Rule | null => step?.rule ?? null;

export const differ = (was: Fate, would: Fate): boolean =>
  was.outcome !== would.outcome || was.at !== would.at || ruleOf(was) !== ruleOf(would);
