import { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { REPORTS } from '../insight/reports/index.ts';
import type { Act, Run } from './act.ts';
import { eachReport } from './each-report.ts';

/** What the API was asked, and what was printed. */
async function said(
  line: string,
  more: object = {},
): Promise<{ asked: URLSearchParams; printed: string }> {
  const urls: string[] = [];
  const answer = { currency: 'GBP', says: [], method: 'edges', customers: [{ r: 1 }], ...more };
  const call = (_: string, url: string) => (
    urls.push(url),
    Promise.resolve({ ok: true, value: answer })
  );
  const run = { client: { call }, config: { language: 'en' } } as unknown as Run;
  const act: Act =
    (action) =>
    async (...args) =>
      void (await action(run, ...args));
  const reports = new Command();
  for (const report of REPORTS) eachReport(reports, act, report);
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await reports.parseAsync(line.split(' '), { from: 'user' });
  const printed = out.mock.calls.map(([text]) => String(text)).join('');
  out.mockRestore();
  return { asked: new URL(urls[0]!, 'http://x').searchParams, printed };
}

const typed = async (line: string) => {
  const { asked, printed } = await said(line);
  return { asked, printed: JSON.parse(printed) as unknown };
};

test('two columns under one heading both stand in the table', async () => {
  const column = (key: string) => ({ key, title: 'at least', kind: 'count' });
  const tables = [
    {
      title: 'Ahead',
      columns: [column('orders'), column('items')],
      rows: [{ cells: { orders: 248, items: 951 } }],
    },
  ];
  const { printed } = await said('forecast', { view: { figures: [], tables } });
  expect(printed).toMatch(/at least +at least\n248 +951/);
});

test('what was chosen in a report is asked for under its own name', async () => {
  const { asked } = await typed(
    'rfm --method edges --edges-r 1,2,3,4 --edges-m 5,6,7,8.5 --as-of 2024-01-31 --json',
  );
  expect(Object.fromEntries(asked)).toEqual({
    ...{ method: 'edges', edges_r: '1,2,3,4', edges_m: '5,6,7,8.5', as_of: '2024-01-31' },
  });
  expect(Object.fromEntries((await typed('acquisition --click-price 150 --json')).asked)).toEqual({
    click_price: '150',
  });
});

test('rfm prints the whole answer, with --customers the list of customers', async () => {
  expect((await typed('rfm --json')).printed).toMatchObject({ method: 'edges' });
  const { asked, printed } = await typed('rfm --customers --json');
  expect([asked.get('customers'), printed]).toEqual(['true', [{ r: 1 }]]);
});
