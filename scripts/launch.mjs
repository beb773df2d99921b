// @ts-check
/** What bin/regulars does once Node is new enough: build if stale, then hand over. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isFresh } from './stamp.mjs';

const root = resolve(import.meta.dirname, '..');
const built = join(root, 'dist/server/main.js');

function mayBuild() {
  try {
    accessSync(existsSync(join(root, 'dist')) ? join(root, 'dist') : root, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** In a process of its own: Vite would stay in the server's memory. All it says goes to stderr. */
function build() {
  console.error('Building, a few seconds … / 正在构建，请稍候……');
  const script = join(root, 'scripts/build.mjs');
  const run = spawnSync(process.execPath, [script], { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

/** @param {string} en @param {string} zh @returns {never} */
function stop(en, zh) {
  console.error(`${en}\n${zh}`);
  process.exit(1);
}

function ensureBuilt() {
  if (!existsSync(join(root, 'src/main.ts'))) return;
  if (!existsSync(join(root, 'node_modules/esbuild'))) {
    stop(`Run "npm ci" in ${root} first.`, `请先在 ${root} 运行 npm ci。`);
  }
  if (isFresh(root)) return;
  if (mayBuild()) return build();
  if (existsSync(built)) return; // a read-only installation: what was built stands
  stop(
    `Cannot write to ${root}. Run "npm run build" there as its owner first.`,
    `无法写入 ${root}，请先以所有者身份运行 npm run build。`,
  );
}

ensureBuilt();
process.setSourceMapsEnabled(true);
const { main } = await import(pathToFileURL(built).href);
await main(process.argv);
