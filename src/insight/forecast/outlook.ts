import type { Leaving, Part } from './counts.ts';
import { meanOf, squareOf, tailOf } from './counts.ts';
import { familyOf, type CountModel } from './family.ts';
import * as pareto from './models/pareto.ts';
import { logOddsLeft, stageWeights, type History } from './models/regular.ts';

/** A fitted counting model, as it is stored. */
export interface Fitted {
  model: CountModel;
  k: number;
  params: readonly number[];
}

/** What is to be expected of someone of whom nothing is known but that they came just now. */
export const NEWCOMER: History = { x: 0, recency: 0, age: 0 };

/** P(alive). Of a one-time buyer under BG/NBD it is 1 by construction: no sign of health. */
export function aliveChance({ model, k, params }: Fitted, h: History): number {
  const odds =
    model === 'pnbd'
      ? pareto.logOddsLeft(params as pareto.Params, h)
      : logOddsLeft(familyOf(model, k), params, h);
  return 1 / (1 + Math.exp(odds));
}

/** Gauss–Legendre on (0, 1): eight points gave the closed form of the mean to nine digits. */
const NODES = [
  [0.019_855_071_751_232, 0.050_614_268_145_188],
  [0.101_666_761_293_187, 0.111_190_517_226_687],
  [0.237_233_795_041_836, 0.156_853_322_938_944],
  [0.408_282_678_752_175, 0.181_341_891_689_181],
] as const;
const POINTS = NODES.flatMap(([at, weight]) => [
  { at, weight },
  { at: 1 - at, weight },
]);

/** Leaving at any time: the weeks a Pareto/NBD customer still has, at the points of the sum, or all of them. */
function paretoParts({ params }: Fitted, h: History, weeks: number): Part[] {
  const [r, alpha, s, beta] = params as [number, number, number, number];
  const base = { shape: r + h.x, reach: alpha + h.age, step: 1, shift: 0 };
  const stays = ((beta + h.age) / (beta + h.age + weeks)) ** s;
  const until = (share: number): number =>
    (beta + h.age) * ((1 - share * (1 - stays)) ** (-1 / s) - 1);
  const leaves = POINTS.map(({ at, weight }) => ({
    ...{ ...base, weight: weight * (1 - stays), weeks: until(at) },
  }));
  return [{ ...base, weight: stays, weeks }, ...(s === 0 ? [] : leaves)];
}

function regularParts({ k, params }: Fitted, h: History, weeks: number): Part[] {
  const [r, alpha] = params as [number, number];
  const shape = r + k * h.x;
  const reach = alpha + h.age;
  const weights = k === 1 ? [1] : stageWeights(k, shape, (h.age - h.recency) / reach);
  return weights.map((weight, shift) => ({
    ...{ weight, shape: shape + shift, reach, weeks, step: k, shift },
  }));
}

function leavingOf({ model, params }: Fitted, x: number): Leaving | null {
  const [, , a, b] = params as [number, number, number, number];
  return model === 'pnbd' ? null : { a, b: b + x + (model === 'bgnbd' ? 0 : 1) };
}

/** P(N ≥ 1), P(N ≥ 2), … of the purchases in the coming weeks, given still there. */
export const tailIfAlive = (fit: Fitted, h: History, weeks: number): number[] =>
  tailOf(
    fit.model === 'pnbd' ? paretoParts(fit, h, weeks) : regularParts(fit, h, weeks),
    leavingOf(fit, h.x),
  );

export interface Moments {
  mean: number;
  /** E[N²]. */
  square: number;
}

/**
 * Pareto/NBD: a Poisson count at a gamma rate over the shorter of the weeks and the time left, which is
 * Pareto (Schmittlein, Morrison and Colombo 1987); both moments of that time are integrals of its survival.
 */
function paretoMoments({ params }: Fitted, h: History, weeks: number): Moments {
  const [r, alpha, s, beta] = params as [number, number, number, number];
  const [shape, reach, left] = [r + h.x, alpha + h.age, beta + h.age];
  const log = Math.log1p(weeks / left);
  const part = (power: number): number => (power === 0 ? log : Math.expm1(power * log) / power);
  const time = left * part(1 - s);
  const timeSquare = 2 * left ** 2 * (part(2 - s) - part(1 - s));
  const mean = (shape / reach) * time;
  return { mean, square: mean + ((shape * (shape + 1)) / reach ** 2) * timeSquare };
}

/** Both moments of the purchases in the coming weeks, given still there. */
export function momentsIfAlive(fit: Fitted, h: History, weeks: number): Moments {
  if (fit.model === 'pnbd') return paretoMoments(fit, h, weeks);
  const tail = tailIfAlive(fit, h, weeks);
  return { mean: meanOf(tail), square: squareOf(tail) };
}

/** Whether the tail given alive needs to be known per (x, T) only. */
export const forgetsRecency = ({ k }: Fitted): boolean => k === 1;

/** Expected purchases in the coming weeks; of a newcomer E[X(t)]. */
export const expectedPurchases = (fit: Fitted, h: History, weeks: number): number =>
  aliveChance(fit, h) * meanOf(tailIfAlive(fit, h, weeks));

/** P(X = n) in the coming weeks. */
export function purchaseChance(fit: Fitted, h: History, weeks: number, n: number): number {
  const tail = tailIfAlive(fit, h, weeks);
  const alive = aliveChance(fit, h);
  if (n === 0) return 1 - alive * (tail[0] ?? 0);
  return alive * ((tail[n - 1] ?? 0) - (tail[n] ?? 0));
}
