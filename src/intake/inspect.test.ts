import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inspect } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'regulars-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function look(text: string) {
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  return inspect({ path, name: 'file.csv' });
}

test('a file whose column names nobody knows can still be mapped by hand', async () => {
  const found = await look('aaa,bbb,ccc\nA-1,2026-05-01 10:00,5.00\nA-2,2026-05-02 11:00,6.00\n');
  expect(found).toMatchObject({
    ok: true,
    value: { headers: ['aaa', 'bbb', 'ccc'], confidence: 0 },
  });
});

test('a file without names, or with nothing else, is refused with the reason', async () => {
  expect(await look('1,2,3\n4,5,6\n')).toMatchObject({ ok: false, problem: { code: 'no_header' } });
  expect(await look('order_number,ordered_at\n')).toMatchObject({
    ok: false,
    problem: { code: 'no_rows' },
  });
});

test('our own note in a mended reject file is never taken for data', async () => {
  const found = await look('Ref,When,Each,regulars:reason\nA-1,2026-05-01 10:00,5.00,bad date\n');
  expect(found).toMatchObject({ ok: true, value: { kind: 'orders' } });
  expect(JSON.stringify(found.ok && found.value.plan.mapping)).not.toContain('regulars:');
});

test('order lines without a day are asked about, never taken for customers', async () => {
  const found = await look('订单号,昵称,商品,数量,单价\nA1,安安,茶,2,35.00\nA2,小北,杯,1,9.00\n');
  expect(found).toMatchObject({
    ok: true,
    value: { source: 'generic_orders', questions: [{ code: 'source' }] },
  });
});
