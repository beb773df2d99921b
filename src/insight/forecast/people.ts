import type { Lens } from '../../lens/index.ts';
import { Statement } from '../statement.ts';
import type { Choice } from './fits.ts';
import { scoreAll, scoredFrom, type From } from './scored.ts';
import { historiesOf, historiesOfThese, type Scope } from './store.ts';

/** `forecast_all`, `forecast_1_2`: one table for each choice of shops that people look at. */
const nameOf = ({ shops }: Scope): string =>
  `forecast_${shops?.toSorted((a, b) => a - b).join('_') ?? 'all'}`;

interface Mark {
  /** What all rows depend on. */
  basis: string;
  /** How far the lens had come. */
  at: number;
}

const basisOf = ({ asOf, currency }: Scope, { id, spend }: Choice): string =>
  JSON.stringify([asOf, currency, id, spend !== null]);

const readMark = (mark: string | undefined): Mark | undefined =>
  mark === undefined ? undefined : (JSON.parse(mark) as Mark);

/**
 * Histories are set aside first: they are what is scored and what is joined, though the lens goes on
 * meanwhile.
 */
async function make(
  lens: Lens,
  scope: Scope,
  choice: Choice,
  only: readonly number[] | undefined,
  mark: string,
): Promise<void> {
  const name = nameOf(scope);
  const aside = `${name}_histories`;
  const given = new Statement();
  const from = only ? historiesOfThese(scope, given, only) : historiesOf(scope, given);
  const select = `SELECT * FROM ${from}`;
  await lens.setAside({ name: aside, select, params: given.params, mark: '' });
  const histories: From = () => `memory.main.${aside}`;
  await scoreAll(lens, histories, choice);
  const statement = new Statement();
  const rows = scoredFrom(histories, choice, statement);
  await lens.setAside({ name, select: rows, params: statement.params, only, mark });
  await lens.forget(aside);
}

async function bring(lens: Lens, scope: Scope, choice: Choice): Promise<void> {
  const basis = basisOf(scope, choice);
  const before = readMark(await lens.asideAs(nameOf(scope)));
  const { at, persons } = await lens.moved(before?.basis === basis ? before.at : undefined);
  if (persons?.length === 0) return;
  await make(lens, scope, choice, persons, JSON.stringify({ basis, at } satisfies Mark));
}

/** One after the other: two who write the same rows would refuse each other. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The name of a table with what is expected of everyone as of the day it is, brought to now: everyone when
 * the day turned or another fit is used, else whoever bought or was changed since.
 */
export async function keptForecasts(lens: Lens, scope: Scope, choice: Choice): Promise<string> {
  const mine = last.then(() => bring(lens, scope, choice));
  last = mine.catch(() => undefined);
  await mine;
  return `memory.main.${nameOf(scope)}`;
}
