import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { writeShop } from '../../bench/simulator/index.ts';
import { testDb } from '../../test/support/db.ts';
import { openLens } from '../lens/index.ts';
import type { AppContext } from './context.ts';
import { keepCurrent } from './keep-current.ts';

const { db } = await testDb();

test('a running server turns the day by itself, of what was asked for and nothing else', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'current-'));
  const log = { info: () => undefined, warn: () => undefined };
  const lens = await openLens({ db, dir, business: 'b', log, memoryLimit: '200MB' });
  const closing: (() => Promise<void>)[] = [];
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    await writeShop(db, { customers: 20 });
    let now = new Date('2025-12-30T12:00:00Z');
    const ctx = keepCurrent({
      ...{ db, log, now: () => now, lens: async () => lens },
      onClose: (step: () => Promise<void>) => void closing.push(step),
    } as unknown as AppContext);
    await (await ctx.lens()).turnTo('2025-12-30', 'sale');
    now = new Date('2025-12-31T12:00:00Z');
    vi.advanceTimersByTime(60_000);
    const marks = () =>
      lens.read(
        'SELECT day FROM lens.main.sale_mark UNION ALL SELECT day FROM lens.main.trait_mark',
      );
    await expect.poll(marks, { timeout: 10_000 }).toEqual([{ day: '2025-12-31' }]);
  } finally {
    for (const step of closing) await step();
    vi.useRealTimers();
    await lens.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
