import type { Policy } from '../../../outreach/policy/schema.ts';
import { ApiProblem, useGet } from '../../app/index.ts';

export type { Policy };
export type Class = Policy['caps'][number]['classes'][number];
export type Cap = Policy['caps'][number];
export type Hours = Policy['hours'][number];
export type Consent = Policy['consent'][Class];

export const CLASSES: readonly Class[] = ['service', 'care', 'promotion'];

export interface Answer {
  number: number;
  policy: Policy;
  defaults: Policy;
  changed_at: string | null;
}

export const PATH = '/v1/policy';
export const usePolicy = () => useGet<Answer>(PATH);

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the server refused, by the place it names within the policy: `/hours/0/care`. */
export type Refusals = { pointer: string; detail: string }[];

export function refusalsIn(error: unknown): Refusals {
  if (!(error instanceof ApiProblem)) return [];
  const all = error.errors.length
    ? error.errors
    : [{ pointer: error.pointer ?? '', detail: error.message }];
  return all
    .filter(({ pointer }) => pointer.startsWith('/policy/'))
    .map(({ pointer, detail }) => ({ pointer: pointer.slice('/policy'.length), detail }));
}

export const refusalAt = (refusals: Refusals, place: string): string | undefined =>
  refusals.find(({ pointer }) => pointer === place || pointer.startsWith(`${place}/`))?.detail;

export const refusalOf = (refusals: Refusals, place: string): string | undefined =>
  refusals.find(({ pointer }) => pointer === place)?.detail;

/** One of a list replaced, or taken out. */
export const replaced = <T>(list: readonly T[], n: number, one: T): T[] =>
  list.map((before, i) => (i === n ? one : before));
export const without = <T>(list: readonly T[], n: number): T[] => list.filter((_, i) => i !== n);

/** The list with or without one, in the order in which they stand in `all`. */
export const toggled = <T>(all: readonly T[], chosen: readonly T[], one: T, on: boolean): T[] =>
  all.filter((each) => (each === one ? on : chosen.includes(each)));

export interface Part {
  policy: Policy;
  defaults: Policy;
  refusals: Refusals;
  may: boolean;
  set: (change: Partial<Policy>) => void;
}
