import {
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { dataProcess, kill9 } from '../../../test/support/processes.ts';
import { holdDataDir } from './hold.ts';

const root = mkdtempSync(join(tmpdir(), 'regulars-hold-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const claims = (dir: string) => readdirSync(dir).filter((name) => name.startsWith('holder.'));

/** What a killed process leaves: a claim whose pid means nothing any more. */
function leaveStale(dir: string): void {
  const claim = {
    id: 'x',
    pid: 2 ** 22 - 7,
    start: '1',
    place: 'elsewhere',
    since: '2024-01-01T00:00:00Z',
  };
  writeFileSync(join(dir, 'holder.1'), JSON.stringify(claim));
  const longAgo = new Date(Date.now() - 3_600_000);
  utimesSync(join(dir, 'holder.1'), longAgo, longAgo);
}

test('the second is told who holds the folder, and gets it once it is released', async () => {
  const dir = join(root, 'two');
  const first = await holdDataDir(dir);
  if (!first.ok) throw new Error('the first must hold');
  first.update({ url: 'http://127.0.0.1:8686', token: 'invented' });
  expect(await holdDataDir(dir)).toMatchObject({
    ok: false,
    holder: { pid: process.pid, url: 'http://127.0.0.1:8686', token: 'invented' },
  });
  const [file] = claims(dir);
  expect(statSync(join(dir, file ?? '')).mode & 0o777).toBe(0o600);
  first.release();
  const second = await holdDataDir(dir);
  expect(second.ok).toBe(true);
  if (second.ok) second.release();
});

test('a folder held by a process that was killed is free at once', async () => {
  const dir = join(root, 'killed');
  const meet = mkdtempSync(join(root, 'meet-'));
  writeFileSync(join(meet, 'go'), '0');
  const { child, said } = await dataProcess(['race', meet, '0', dir]);
  expect(JSON.parse(said)).toEqual([true]);
  expect((await holdDataDir(dir)).ok).toBe(false);
  await kill9(child);
  const next = await holdDataDir(dir);
  expect(next.ok).toBe(true);
  if (next.ok) next.release();
});

test('of many starting in the same moment exactly one holds, over stale claims too', async () => {
  const dirs = Array.from({ length: 24 }, (_, i) => mkdtempSync(join(root, `race-${i}-`)));
  for (const dir of dirs.filter((_, i) => i % 2)) leaveStale(dir);
  const meet = mkdtempSync(join(root, 'meet-'));
  const starting = Promise.all(
    Array.from({ length: 4 }, () => dataProcess(['race', meet, '25', ...dirs])),
  );
  while (readdirSync(meet).length < 4) await sleep(20);
  writeFileSync(join(root, 'go'), String(Date.now() + 200));
  renameSync(join(root, 'go'), join(meet, 'go'));
  const runs = await starting;
  for (const { child } of runs) child.kill('SIGKILL');
  const won = runs.map(({ said }) => JSON.parse(said) as boolean[]);
  const winners = dirs.map((_, round) => won.filter((rounds) => rounds[round]).length);
  expect(winners).toEqual(dirs.map(() => 1));
}, 60_000);

test('claims do not pile up, and nothing half-written stays behind', async () => {
  const dir = join(root, 'many');
  for (let i = 0; i < 12; i++) {
    const hold = await holdDataDir(dir);
    if (hold.ok) hold.release();
  }
  expect(claims(dir).length).toBeLessThanOrEqual(4);
  expect(readdirSync(dir).filter((name) => name.startsWith('.claim'))).toEqual([]);
  expect(existsSync(join(dir, 'holder.12'))).toBe(true);
});
