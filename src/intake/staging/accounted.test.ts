import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { fixture, SHANGHAI, stagingDesk } from '../../../test/support/staging.ts';
import type { Plan } from '../schema.ts';

const { all, written, planOf, staged, accounted } = stagingDesk();

test('whatever is done to a file, every row of it is staged or refused', async () => {
  const good =
    readFileSync(fixture('ragged.csv'), 'utf8') +
    'B7,2025-01-07 10:00:00,"a,b",-1,"1,234.50元",x\nB8,2025年1月8日,c,2,(3.00),\n'.repeat(3);
  const [head = ''] = good.split('\n');
  const garbage = fc.constantFrom(
    '"',
    ',',
    '\n',
    '\r\n',
    '""',
    '\t',
    '=',
    "'",
    '1e9',
    '９',
    '\0',
    '9'.repeat(25),
    '元',
    '-',
    '茶',
    ' ',
  );
  const change = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    put: garbage,
    cut: fc.nat(6),
  });
  const flip = fc.record({
    at: fc.double({ min: 0.05, max: 0.999, noNaN: true }),
    byte: fc.integer({ min: 128, max: 255 }),
  });
  const plan: Plan = { ...(await planOf(fixture('ragged.csv'))), options: {} };
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { maxLength: 6 }),
      fc.constantFrom('utf8', 'utf16le', 'gb18030' as const),
      fc.array(flip, { maxLength: 3 }),
      async (changes, encoding, flips) => {
        let body = good.slice(head.length + 1);
        for (const { at, put, cut } of changes) {
          const i = Math.floor(at * body.length);
          body = body.slice(0, i) + put + body.slice(i + cut);
        }
        const bytes = iconv.encode(`\uFEFF${head}\n${body}`, encoding);
        for (const { at, byte } of flips) bytes[Math.floor(at * bytes.length)] = byte;
        const path = written('garbage.csv', bytes);
        const report = await staged(path, plan, SHANGHAI);
        // A body of nothing but blank lines has no rows, and one may be unreadable as a whole: nothing is staged then.
        const { read: total, rejected } = report.ok ? report.value : { read: 0, rejected: 0 };
        expect(report.ok ? 'no_rows' : report.problem.code).toMatch(/^(no_rows|undecodable)$/);
        expect(report.ok ? await accounted() : 0).toBe(total);
        if (!report.ok) return;
        const [{ n } = { n: -1 }] = await all<{ n: number }>(
          'SELECT count(*) AS n FROM stage_reject',
        );
        expect(n).toBe(rejected);
      },
    ),
    {
      numRuns: 25,
      // Line ends of two kinds: DuckDB's reader gave up with words of its own.
      examples: [
        [
          [
            { at: 0, put: '\r\n', cut: 0 },
            { at: 0, put: "'", cut: 0 },
          ],
          'utf8',
          [],
        ],
      ],
    },
  );
}, 60_000);
