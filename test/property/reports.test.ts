import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REPORTS } from '../../src/insight/reports/index.ts';
import { endOfDay } from '../../src/kernel/index.ts';
import {
  CATEGORIES,
  DAY,
  dayNumber,
  facts,
  goods,
  histories,
  isOffer,
  later,
  mean,
  sum,
  world,
  ZONES,
  type Order,
  type World,
} from '../support/after-purchase.ts';
import { reportDesk } from '../support/facts.ts';

/**
 * What happened after the purchase, held against plain JavaScript that reads DEFINITIONS.md and no SQL:
 * deliveries, reviews, products, where customers came from, why they leave.
 */
const named = (name: string) => REPORTS.find((one) => one.name === name)!;
const { put, answerOf, read } = await reportDesk(named('delivery'));

function deliveries({ purchases, people, known, review, isOld, isBack }: World) {
  const trips = purchases.map((one) => {
    const came = known(one, one.delivered);
    const promised = later(one.at, one.promised);
    const both = came !== null && promised !== null;
    return {
      one,
      days: came === null ? null : (came - one.at) / DAY,
      late: both ? Math.max(dayNumber(one, came) - dayNumber(one, promised), 0) : null,
      lateByTime: both && came > promised,
    };
  });
  const arrived = trips.filter(({ days }) => days !== null);
  const pace = (some: typeof trips) => ({
    delivered: some.length,
    promised: some.filter(({ late }) => late !== null).length,
    late_by_day: some.filter(({ late }) => late !== null && late > 0).length,
    late_by_time: some.filter(({ lateByTime }) => lateByTime).length,
  });
  const firsts = new Map(people.map((own) => [own[0]!.id, own]));
  const told = (test: (late: number) => boolean) => {
    const some = trips.filter(({ late }) => late !== null && test(late));
    const scores = some.flatMap(({ one }) => review(one) ?? []);
    const base = some.filter(({ one }) => firsts.has(one.id) && isOld(one, 90));
    return {
      ...{ delivered: some.length, reviewed: scores.length, mean_score: mean(scores) },
      ...{ bad: scores.filter((score) => score <= 2).length, base: base.length },
      repurchased: base.filter(({ one }) => isBack(firsts.get(one.id)!)).length,
    };
  };
  const by = (name: 'carrier' | 'province', value: string | null) =>
    pace(arrived.filter(({ one }) => one[name] === value));
  const mean_days = mean(arrived.map(({ days }) => days!));
  return { mean_days, all: pace(arrived), without: trips.length - arrived.length, told, by };
}

interface Left {
  person_id: number;
  lifecycle_stage: string;
  loss_reason: string | null;
  loss_evidence: string[] | null;
}

/** Coefficient of variation of the gaps between purchase days; none from fewer than two. */
function unevenness(own: Order[]): number | null {
  const days = [...new Set(own.map((one) => dayNumber(one, one.at)))].toSorted((a, b) => a - b);
  const gaps = days.slice(1).map((one, n) => one - days[n]!);
  if (gaps.length < 2) return null;
  const middle = sum(gaps) / gaps.length;
  return Math.sqrt(sum(gaps.map((gap) => (gap - middle) ** 2)) / (gaps.length - 1)) / middle;
}

/** Everything that speaks for a reason, in the order of the reasons. */
function evidenceOf(
  own: Order[],
  { paid, purchases, known, review, until }: World,
  complaint: boolean,
): [string, string][] {
  const id = own[0]!.customer;
  const [latest] = paid
    .filter(({ customer }) => customer === id)
    .toSorted((a, b) => b.at - a.at || (a.number < b.number ? 1 : -1));
  const last = latest!;
  const score = review(last);
  const came = known(last, last.delivered);
  const promised = later(last.at, last.promised);
  const asFar = came ?? until(last);
  const isLate =
    promised !== null && dayNumber(last, came ?? until(last) - 1) > dayNumber(last, promised);
  const hurt: [string, boolean][] = [
    ['bad_review', score !== undefined && score <= 2],
    ['open_complaint', complaint],
    ['late_parcel', isLate],
    ['abnormal_parcel', asFar - last.at > 7 * DAY],
  ];
  const worth = new Map<string | null, number>();
  for (const { product, amount } of own.flatMap(({ lines }) => lines)) {
    const category = CATEGORIES[product - 1]!;
    worth.set(category, (worth.get(category) ?? 0) + amount);
  }
  const all = sum([...worth.values()]);
  // Nobody told a price: the product last bought costs what its latest sale did.
  const [bought] = own.at(-1)!.lines.toSorted((a, b) => b.amount - a.amount);
  const [sale] = purchases
    .flatMap(({ at, lines }) =>
      lines.map((line) => ({ at, ...line, full: line.amount + line.off })),
    )
    .filter(({ product }) => product === bought!.product)
    .toSorted((a, b) => b.at - a.at || b.full - a.full);
  const isDearer = sale!.full > bought!.amount;
  const offers = own.map(isOffer);
  const price: [string, boolean][] = [
    ['often_on_offer', isDearer && offers.filter(Boolean).length >= 0.6 * own.length],
    ['last_two_on_offer', isDearer && own.length > 1 && offers.slice(-2).every(Boolean)],
  ];
  const liked = [...worth].flatMap(([category, value]) => (category === null ? [] : value));
  const uneven = unevenness(own);
  const rest: [string, string, boolean][] = [
    [
      'choice',
      'no_favourite',
      [2, 3].includes(own.length) && liked.length >= 2 && Math.max(...liked) < 0.6 * all,
    ],
    ['forgot', 'bought_once', own.length === 1 && (score === undefined || score >= 4)],
    ...([
      [
        'habit',
        'regular_then_stopped',
        own.length >= 4 &&
          uneven !== null &&
          uneven <= 0.6 &&
          ![...hurt, ...price].some(([, is]) => is),
      ],
    ] as [string, string, boolean][]),
  ];
  return [
    ...hurt.flatMap(([code, is]): [string, string][] => (is ? [['bad_experience', code]] : [])),
    ...price.flatMap(([code, is]): [string, string][] => (is ? [['price', code]] : [])),
    ...rest.flatMap(([reason, code, is]): [string, string][] => (is ? [[reason, code]] : [])),
  ];
}

async function reasons(
  then: World,
  all: Order[],
  filters: { asOf: string; shops: number[] | null },
): Promise<void> {
  const shops = filters.shops === null ? 'NULL::BIGINT[]' : `[${filters.shops}]::BIGINT[]`;
  const found = await read<Left>(`SELECT person_id, lifecycle_stage, loss_reason, loss_evidence
    FROM lens.main.traits(DATE '${filters.asOf}', ${shops}, 'CNY', NULL) WHERE number_of_orders > 0`);
  expect(found.length).toBe(then.people.length);
  const end = Math.max(
    ...Object.values(ZONES).map((zone) => endOfDay(filters.asOf, zone).getTime()),
  );
  for (const { person_id, lifecycle_stage, loss_reason, loss_evidence } of found) {
    const own = then.people.find(([first]) => first!.customer === person_id)!;
    const isLeaving = ['at_risk', 'dormant', 'lost'].includes(lifecycle_stage);
    const complaint = all.some(
      (one) =>
        one.customer === person_id &&
        one.complained !== null &&
        later(one.at, one.complained)! < end,
    );
    const evidence = evidenceOf(own, then, complaint);
    expect([person_id, loss_reason, loss_evidence]).toEqual([
      person_id,
      isLeaving ? (evidence[0]?.[0] ?? 'unexplained') : null,
      isLeaving ? evidence.map(([, code]) => code) : null,
    ]);
  }
}

interface Entry {
  source: string | null;
  customers: number;
}
interface Sold {
  product_id: number;
  bad_rate: number | null;
}

test('delivery, reviews, products, sources and reasons are what DEFINITIONS says, order by order', async () => {
  const asked = fc.record({
    asOf: fc.constantFrom('2024-12-31', '2024-12-31', '2024-10-15'),
    shops: fc.constantFrom<(number[] | null)[]>(null, null, [2]),
  });
  await fc.assert(
    fc.asyncProperty(histories, asked, async (orders, filters) => {
      await put(facts(orders));
      const then = world(orders, filters.asOf, filters.shops);
      const { paid, purchases, people, known, review, isOld, isBack } = then;

      const ways = deliveries(then);
      const delivery = await answerOf<
        Record<string, never> & {
          score_by_days_late: object[];
          carriers: object[];
          regions: object[];
        }
      >(...[named('delivery'), filters]);
      expect(delivery).toMatchObject({ ...ways.all, without_data: ways.without });
      expect(delivery['mean_days'] ?? 0).toBeCloseTo(ways.mean_days ?? 0, 6);
      expect(delivery.score_by_days_late).toMatchObject([
        ways.told((late) => late === 0),
        ways.told((late) => late >= 1 && late <= 3),
        ways.told((late) => late >= 4 && late <= 7),
        ways.told((late) => late >= 8),
      ]);
      for (const one of delivery.carriers as { carrier: string | null }[])
        expect(one).toMatchObject(ways.by('carrier', one.carrier));
      for (const one of delivery.regions as { region: string | null }[])
        expect(one).toMatchObject(ways.by('province', one.region));

      const scores = paid.flatMap((one) => review(one) ?? []);
      const silent = purchases.filter((one) => {
        const came = known(one, one.delivered);
        return came !== null && came + 15 * DAY <= then.until(one) && review(one) === undefined;
      });
      const { classes } = await answerOf<{ classes: { orders: number }[] }>(
        named('reviews'),
        filters,
      );
      expect(classes.map((one) => one.orders)).toEqual([
        scores.filter((score) => score >= 4).length,
        scores.filter((score) => score === 3).length,
        scores.filter((score) => score <= 2).length,
        silent.length,
      ]);

      const { products } = await answerOf<{ products: Sold[] }>(named('products'), filters);
      for (const found of products) {
        const has = ({ lines }: Order): boolean =>
          lines.some(({ product }) => product === found.product_id);
        const begun = people.filter(([first]) => has(first!));
        const base = begun.filter(([first]) => isOld(first!, 90));
        const own = purchases.filter(has);
        expect(found).toMatchObject({
          ...{ orders: own.length, first_buyers: begun.length, base: base.length },
          buyers: new Set(own.flatMap(({ customer }) => customer ?? [])).size,
          came_back: base.filter(isBack).length,
          paid_orders: paid.filter(has).length,
        });
      }

      const { sources } = await answerOf<{ sources: Entry[] }>(named('acquisition'), filters);
      expect(sum(sources.map(({ customers }) => customers))).toBe(people.length);
      for (const found of sources) {
        const own = people.filter(([first]) => first!.source === found.source);
        const base = own.filter(([first]) => isOld(first!, 90));
        const half = own.filter(([first]) => isOld(first!, 180));
        const value = half.map((all) =>
          sum(all.filter(({ at }) => at - all[0]!.at <= 180 * DAY).map(goods)),
        );
        const back = own.filter((all) => all.length > 1);
        expect(found).toMatchObject({
          ...{ customers: own.length, first_value: sum(own.map(([first]) => goods(first!))) },
          ...{ base_90: base.length, back_90: base.filter(isBack).length, base_180: half.length },
          value_180: half.length ? Math.round(sum(value) / half.length) : null,
          returned: back.length,
          bargain_hunters: back.filter((all) => all.filter(isOffer).length * 10 >= all.length * 6)
            .length,
        });
      }

      await reasons(then, orders, filters);
    }),
    { numRuns: Number(process.env['REPORTS_RUNS'] ?? 12), endOnFailure: true },
  );
}, 240_000);
