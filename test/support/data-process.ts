/**
 * A process of its own on a data folder, for tests that kill it. `own DIR` opens the database and
 * waits; `race MEET STEP DIR…` meets the others in
 * the folder MEET, then tries to hold one folder after the other, STEP ms apart.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { holdDataDir } from '../../src/platform/postgres/hold.ts';

async function own(dataDir: string): Promise<void> {
  const hold = await holdDataDir(dataDir, { url: 'http://127.0.0.1:8686' });
  if (!hold.ok) return console.log(JSON.stringify({ holder: hold.holder }));
  const { openPostgres } = await import('../../src/platform/postgres/index.ts');
  const { config } = await openPostgres({ dataDir });
  console.log(JSON.stringify({ config }));
  setInterval(() => undefined, 1000);
}

/** Says that it is there, and learns when to begin. */
async function barrier(folder: string): Promise<number> {
  writeFileSync(join(folder, `ready-${process.pid}`), '');
  const go = join(folder, 'go');
  while (!existsSync(go)) await sleep(5);
  return Number(readFileSync(go, 'utf8'));
}

async function race(meet: string, step: number, dirs: string[]): Promise<void> {
  const at = await barrier(meet);
  const won: boolean[] = [];
  for (const [round, dir] of dirs.entries()) {
    await sleep(Math.max(0, at + round * step - Date.now()));
    won.push((await holdDataDir(dir)).ok);
  }
  console.log(JSON.stringify(won));
  // Winners stay until they are killed.
  setInterval(() => undefined, 1000);
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === 'own') await own(rest[0] ?? '');
else await race(rest[0] ?? '', Number(rest[1]), rest.slice(2));
