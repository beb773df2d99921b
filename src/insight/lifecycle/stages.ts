import type { Lens, Thresholds } from '../../lens/index.ts';
import { Statement } from '../statement.ts';
import type { Traits } from '../traits/index.ts';
import { stagesBetween, type Purchase } from './history.ts';
import type { PurchaseRow } from './store.ts';

export interface StagesAsked {
  purchases: PurchaseRow[];
  /** The first and the last day spoken of. */
  from: string;
  asOf: string;
  /** The day it is: the lens reads no clock. */
  today: string;
  shops: number[] | null;
}

export interface DatedStage {
  day: string;
  stage: Traits['lifecycle_stage'];
}

const DAY_MS = 86_400_000;
const numberOf = (day: string): number => Date.parse(day) / DAY_MS;
const numberOrNull = (day: string | null): number | null => (day === null ? null : numberOf(day));
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

interface Cycle {
  kind: 'product' | 'category' | 'shop';
  product_id: number | null;
  category: string | null;
  shop_id: number | null;
  days: number;
}

/** The reference cycles these purchases may be judged by. */
async function cyclesOf(
  lens: Lens,
  { purchases, asOf, today, shops }: StagesAsked,
): Promise<Cycle[]> {
  const ready = asOf === today && shops === null;
  if (ready) await lens.turnTo(today);
  const statement = new Statement();
  const source = ready
    ? 'lens.main.trait_cycle'
    : `lens.main.reference_cycles(${statement.given(asOf, 'DATE')}, ${statement.given(shops, 'BIGINT[]')})`;
  const products = statement.given(
    purchases.flatMap((one) => one.product_id ?? []),
    'BIGINT[]',
  );
  const categories = statement.given(
    purchases.flatMap((one) => one.category ?? []),
    'VARCHAR[]',
  );
  return lens.read<Cycle>(
    `FROM ${source} WHERE kind = 'shop' OR list_contains(${products}, product_id) OR list_contains(${categories}, category)`,
    statement.params,
  );
}

/** That of the product, else the category, else the shop. */
const referenceOf =
  (cycles: Cycle[], t: Thresholds) =>
  ({ product_id, category, shop_id }: PurchaseRow): number =>
    (
      cycles.find((one) => one.kind === 'product' && one.product_id === product_id) ??
      cycles.find((one) => one.kind === 'category' && one.category === category) ??
      cycles.find((one) => one.kind === 'shop' && one.shop_id === shop_id)
    )?.days ?? t.default_cycle_days;

/** The stage on the first day, and each day on which it became another. */
export async function stagesOf(lens: Lens, asked: StagesAsked): Promise<DatedStage[]> {
  const [first] = asked.purchases;
  if (first === undefined) return [];
  const cycles = await cyclesOf(lens, asked);
  const [thresholds] = await lens.read<Thresholds>('FROM lens.main.threshold');
  if (thresholds === undefined) throw new Error('lens.main.threshold has no row');
  const reference = referenceOf(cycles, thresholds);
  const purchases = asked.purchases.map((row): Purchase => ({
    day: numberOf(row.day),
    voidDay: numberOrNull(row.void_day),
    receivedDay: numberOrNull(row.received_day),
    confirmedDay: numberOrNull(row.confirmed_day),
    reference: reference(row),
  }));
  const from = Math.max(numberOf(asked.from), numberOf(first.day));
  const changes = stagesBetween(purchases, { from, until: numberOf(asked.asOf) }, thresholds);
  return changes.map(({ day, stage }) => ({ day: dayOf(day), stage }));
}
