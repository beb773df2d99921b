import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { openDuck } from '../../platform/duckdb/index.ts';
import { loadMacros } from './macros.ts';
import { inUtc } from './zones.ts';

const duck = await openDuck({ path: ':memory:', threads: 1, memoryLimit: '200MB' });
await loadMacros(duck);
afterAll(() => duck.close());

const NOW = new Date('2026-03-29T00:00:00Z');
const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'UTC',
];

test('every local time means the instant the calendar gives it, also around the changes of the clock', async () => {
  for (const zone of zones) {
    const utc = await inUtc(duck, zone, NOW);
    // Every half hour around each change, and every eleven hours of what lies outside and between.
    const sql = `WITH local AS (SELECT t FROM generate_series(TIMESTAMP '1990-01-01', TIMESTAMP '2031-01-01', INTERVAL 11 HOUR) s (t)
        UNION ALL SELECT t FROM generate_series(TIMESTAMP '2010-01-01', TIMESTAMP '2012-01-02', INTERVAL 30 MINUTE) s (t)
        UNION ALL SELECT t FROM generate_series(TIMESTAMP '2025-01-01', TIMESTAMP '2027-01-02', INTERVAL 30 MINUTE) s (t)
        UNION ALL SELECT NULL)
      SELECT count(*) AS asked, count(*) FILTER (${utc('t')} IS DISTINCT FROM make_timestamp(epoch_us(timezone('${zone}', t)))) AS wrong FROM local`;
    const [row] = await duck.all<{ asked: number; wrong: number }>(sql);
    expect({ zone, ...row }).toEqual({ zone, asked: expect.any(Number), wrong: 0 });
    expect(row?.asked).toBeGreaterThan(100_000);
  }
});

test('a seconds-old import and one of another century read the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('1970-01-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      async (zone, now) => {
        const utc = await inUtc(duck, zone, now);
        const [row] = await duck.all<{ wrong: number }>(
          `SELECT count(*) FILTER (${utc('t')} IS DISTINCT FROM make_timestamp(epoch_us(timezone('${zone}', t)))) AS wrong
           FROM generate_series(TIMESTAMP '1985-01-01', TIMESTAMP '2055-01-01', INTERVAL 101 HOUR) s (t)`,
        );
        expect(row?.wrong).toBe(0);
      },
    ),
    { numRuns: 10 },
  );
});
