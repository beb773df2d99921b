import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDb } from '../../../test/support/db.ts';
import { writeHistory, type Bought } from '../../../test/support/histories.ts';
import { endOfDay, localDay } from '../../kernel/index.ts';
import { openLens, type KeptName, type Lens } from '../../lens/index.ts';
import { said, viewed } from './present.ts';
import { askOf, readied, REPORTS, type AnyReport, type Filters } from './index.ts';
import { Statement } from './statement.ts';

const { db } = await testDb();
const dir = mkdtempSync(join(tmpdir(), 'reports-'));
let lens: Lens;
beforeAll(async () => {
  const log = { info: () => undefined, warn: () => undefined };
  lens = await openLens({ db, dir, business: 'b', log, memoryLimit: '200MB' });
});
afterAll(async () => {
  await lens.close();
  rmSync(dir, { recursive: true, force: true });
});

const LONDON = 'Europe/London';
const START = Date.parse('2024-01-30T12:00:00Z');
const HALF_DAY = 43_200_000;
const order = fc.record({
  customer: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 8 }),
  // Around months' ends and the change to summer time, in steps that meet the edges of days.
  at: fc.integer({ min: 0, max: 300 }).map((n) => new Date(START + n * HALF_DAY)),
  gross: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 1, max: 9999 }) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  product: fc.integer({ min: 1, max: 3 }),
});
const histories = fc.array(order, { maxLength: 30 });
const TODAY = '2024-06-20';
const NOW = new Date(`${TODAY}T00:00:00Z`);
const CATEGORIES = ['tea', 'tea', null];

async function ask(report: AnyReport, filters: Partial<Filters> = {}, options: object = {}) {
  const whole: Filters = { asOf: TODAY, today: TODAY, shops: null, ...filters };
  const asked = report.options?.parse(options) ?? {};
  await readied(lens, report, whole);
  return lens.view(async (read) => {
    const context = await askOf(lens, read, report, { db, now: NOW, filters: whole });
    const answer = await report.run(context, asked);
    // What is kept says what working it out would say.
    const workedOut = { ...context, kept: new Set<KeptName>() };
    expect(context.kept.size > 0 ? await report.run(workedOut, asked) : answer).toEqual(answer);
    return { answer, context };
  });
}

const named = (name: string): AnyReport => REPORTS.find((one) => one.name === name)!;

/** The purchases of each customer, in order, known by the end of that day in London. */
function seen(history: Bought[], asOf = '2024-06-20'): (Bought & { day: string })[][] {
  const until = endOfDay(asOf, LONDON).getTime();
  const all = history
    .filter((one) => one.customer !== null && one.gross > 0 && one.at.getTime() < until)
    .map((one) => ({ ...one, day: localDay(one.at, LONDON) }))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const customers = [...new Set(all.map(({ customer }) => customer))];
  return customers.map((one) => all.filter(({ customer }) => customer === one));
}

const DAY = 86_400_000;
const sum = (numbers: number[]): number => numbers.reduce((all, n) => all + n, 0);

test('repurchase, cycle, cohorts, returning share and contribution are what DEFINITIONS says, order by order', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      await writeHistory(db, history, CATEGORIES);
      const people = seen(history);
      const until = endOfDay('2024-06-20', LONDON).getTime();

      const { windows } = (await ask(named('repurchase'))).answer;
      for (const { days, base, repurchased } of windows) {
        const old = people.filter(([first]) => first!.at.getTime() + days * DAY <= until);
        const back = old.filter(
          ([first, second]) => second && second.at.getTime() - first!.at.getTime() <= days * DAY,
        );
        expect([days, base, repurchased]).toEqual([days, old.length, back.length]);
      }

      const gaps = people.flatMap((own) => {
        const days = [...new Set(own.map(({ day }) => Date.parse(day) / DAY))];
        return days.slice(1).map((day, n) => day - days[n]!);
      });
      const { answer: cycle } = await ask(named('cycle'));
      expect(cycle.gaps).toBe(gaps.length);
      expect((cycle.mean ?? 0) * gaps.length).toBeCloseTo(sum(gaps), 6);
      expect(sum(cycle.histogram.map((bar: { gaps: number }) => bar.gaps))).toBe(gaps.length);

      const { cohorts } = (await ask(named('cohorts'))).answer;
      for (const { month, counts, values } of cohorts)
        for (const [k, count] of counts.entries()) {
          const [year = 0, m = 0] = month.split('-').map(Number);
          const then = new Date(Date.UTC(year, m - 1 + k, 1)).toISOString().slice(0, 7);
          const own = people.filter(([first]) => first!.day.startsWith(month));
          const there = own.map((all) => all.filter(({ day }) => day.startsWith(then)));
          expect([month, k, count, values[k]]).toEqual([
            month,
            k,
            there.filter((all) => all.length > 0).length,
            sum(there.flat().map(({ gross }) => gross)),
          ]);
        }
      expect(sum(cohorts.map(({ size }: { size: number }) => size))).toBe(people.length);

      const { months } = (await ask(named('returning'))).answer;
      for (const one of months) {
        const inMonth = people.flatMap((own) =>
          own
            .map((bill, n) => ({ ...bill, n, first: own[0]! }))
            .filter(({ day }) => day.startsWith(one.month)),
        );
        const value = (some: { gross: number }[]): number => sum(some.map(({ gross }) => gross));
        expect(one).toMatchObject({
          orders: inMonth.length,
          customers: new Set(inMonth.map(({ customer }) => customer)).size,
          gross_value: value(inMonth),
          returning_value_order: value(inMonth.filter(({ n }) => n > 0)),
          returning_value_month: value(
            inMonth.filter(({ first }) => first.day.slice(0, 7) < one.month),
          ),
        });
      }

      const worth = people
        .map((own) => sum(own.map(({ gross }) => gross)))
        .toSorted((a, b) => b - a);
      const { answer: carried } = await ask(named('contribution'));
      const top = Math.ceil(worth.length * 0.2);
      expect([carried.gross_value, carried.top20_customers]).toEqual([sum(worth), top]);
      expect((carried.top20_share ?? 0) * sum(worth)).toBeCloseTo(sum(worth.slice(0, top)), 6);
    }),
    { numRuns: 15 },
  );
}, 120_000);

/** The keys of every number in its tables that counts customers, and the number. */
function countsOf(report: AnyReport, answer: unknown): [string, number][] {
  const rows = report.view(answer).tables.flatMap((table) => table.rows);
  return rows.flatMap(({ cells, people = {} }) =>
    Object.entries(people).flatMap(([column, key]): [string, number][] =>
      typeof cells[column] === 'number' && Number.isInteger(cells[column])
        ? [[key, cells[column]]]
        : [],
    ),
  );
}

/** Four of them, from one end to the other: each is a whole report again. */
const someOf = <T>(all: readonly T[]): T[] =>
  all.filter((_, n) => n % Math.max(1, Math.ceil(all.length / 4)) === 0);

test('every number that counts customers leads to as many customers, whatever narrows the report', async () => {
  const narrowed = fc.record(
    {
      asOf: fc.constantFrom('2024-02-15', '2024-06-20', '2030-01-01'),
      category: fc.constant('tea'),
      since: fc.constant('2024-02-10'),
      until: fc.constant('2024-05-01'),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(histories, narrowed, async (history, filters) => {
      await writeHistory(db, history, CATEGORIES);
      for (const report of REPORTS) {
        const { answer, context } = await ask(report, filters);
        for (const [key, shown] of someOf(countsOf(report, answer))) {
          const statement = new Statement();
          const found = await lens.read<{ n: number }>(
            `SELECT count(DISTINCT person_id) AS n FROM (${report.people?.(context, key, statement)})`,
            statement.params,
          );
          expect([report.name, key, found[0]!.n]).toEqual([report.name, key, shown]);
        }
      }
    }),
    { numRuns: 4 },
  );
}, 120_000);

test('what happened later changes nothing that was true as of a day', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const asOf = '2024-03-20';
      const until = endOfDay(asOf, LONDON).getTime();
      await writeHistory(db, history, CATEGORIES);
      const whole = await Promise.all(
        REPORTS.map(async (one) => (await ask(one, { asOf })).answer),
      );
      await writeHistory(
        db,
        history.filter(({ at }) => at.getTime() < until),
        CATEGORIES,
      );
      const then = await Promise.all(REPORTS.map(async (one) => (await ask(one, { asOf })).answer));
      expect(whole).toEqual(then);
    }),
    { numRuns: 4 },
  );
}, 120_000);

test('of a category nobody bought, nobody is due', async () => {
  const at = (day: string): Date => new Date(`${day}T12:00:00Z`);
  const days = ['2024-03-26', '2024-04-23', '2024-05-24'];
  await writeHistory(
    db,
    days.map((day) => ({ customer: 1, at: at(day), gross: 500, product: 1 })),
    CATEGORIES,
  );
  const due = async (category?: string): Promise<number> =>
    (await ask(named('cycle'), category === undefined ? {} : { category })).answer.due.customers;
  expect([await due(), await due('tea'), await due('cups')]).toEqual([1, 1, 0]);
});

const EDGES = [
  ['2020-01-01', 'GBP'],
  ['2024-06-20', null],
  ['2090-01-01', 'GBP'],
] as const;

test('a shop with nothing, one order, one day or no currency gets an answer and a sentence in both languages', async () => {
  const at = new Date('2024-03-01T12:00:00Z');
  const cases: Bought[][] = [
    [],
    [{ customer: 1, at, gross: 500, product: 3 }],
    [1, 2, 3].map((customer) => ({ customer, at, gross: 500, product: 1 })),
    [{ customer: 1, at, gross: 0, product: 1 }],
    [{ customer: null, at, gross: 500 }],
  ];
  for (const history of cases) {
    await writeHistory(db, history, CATEGORIES);
    for (const report of REPORTS)
      for (const [asOf, currency] of EDGES) {
        const answer = await lens.view((read) =>
          report.run(
            {
              ...{
                db,
                now: NOW,
                read,
                later: lens.read,
                currency,
                kept: new Set<KeptName>(),
                guests: false,
              },
              filters: { asOf, today: TODAY, shops: null },
            },
            report.options?.parse({}) ?? {},
          ),
        );
        expect(report.answer.safeParse(answer).error).toBeUndefined();
        for (const language of ['zh', 'en'] as const) {
          expect(viewed(report, answer, language).title).toBeTruthy();
          const sentences = report
            .says(answer)
            .map((one) => said(report, one, language, currency).text);
          expect(sentences.length).toBeGreaterThan(0);
          expect(sentences.join(' ')).not.toMatch(
            /[{}]|NaN|undefined|null|\b1 (\w+ )?(customers|orders|gaps|purchases|days)\b/,
          );
        }
      }
  }
}, 120_000);
