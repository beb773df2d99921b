// @ts-check
/**
 * `npm run build`: src/main.ts → dist/server, src/web → dist/web, only if the sources changed.
 * Uses nothing from devDependencies, because `NODE_ENV=production npm ci` leaves them out.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { withLock } from './one-builder.mjs';
import { isFresh, stampOf } from './stamp.mjs';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** `x.worker.ts` becomes `dist/server/x.worker.js`, beside the chunk that starts it. */
function workers(folder = join(root, 'src')) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.worker.ts'))
    .map((path) => ({ in: join(folder, path), out: basename(path, '.ts') }));
}

/** @param {string} outdir */
async function buildServer(outdir) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [{ in: join(root, 'src/main.ts'), out: 'main' }, ...workers()],
    outdir,
    bundle: true,
    // Chunks: `--help` reads a few kilobytes. Flat, so that `new URL('./x.worker.js',
    // import.meta.url)` is right from whichever chunk the caller ends up in.
    splitting: true,
    chunkNames: '[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    packages: 'external',
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
}

/** @param {string} outDir */
async function buildWeb(outDir) {
  if (!existsSync(join(root, 'src/web/index.html'))) return;
  process.env['NODE_ENV'] = 'production';
  const { build } = await import('vite');
  await build({
    configFile: join(root, 'vite.config.ts'),
    // The default writes a bundled config into node_modules, which may not be ours to write.
    configLoader: 'runner',
    mode: 'production',
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
  });
}

const KEPT_MS = 24 * 3_600_000;

/**
 * A server that runs through an upgrade still loads its chunks, and an open page its assets, under
 * the old hashed names: those of the last day stay. @param {string} from @param {string} to
 */
function keepYoung(from, to) {
  if (!existsSync(from)) return;
  const young = (/** @type {string} */ path) => Date.now() - statSync(path).mtimeMs < KEPT_MS;
  const filter = (/** @type {string} */ path) => statSync(path).isDirectory() || young(path);
  cpSync(from, to, { recursive: true, force: false, preserveTimestamps: true, filter });
}

/** A rename is all a reader can see; the stamp goes first and comes last. @param {string} fresh */
function swapIn(fresh, stamp) {
  const old = `${fresh}.old`;
  rmSync(join(dist, '.stamp'), { force: true });
  mkdirSync(old);
  keepYoung(join(dist, 'server'), join(fresh, 'server'));
  keepYoung(join(dist, 'web/assets'), join(fresh, 'web/assets'));
  for (const name of ['server', 'web']) {
    if (existsSync(join(dist, name))) renameSync(join(dist, name), join(old, name));
    if (existsSync(join(fresh, name))) renameSync(join(fresh, name), join(dist, name));
  }
  writeFileSync(join(fresh, 'stamp'), stamp);
  renameSync(join(fresh, 'stamp'), join(dist, '.stamp'));
}

/** What a killed build left; we hold the lock, so nobody is at work in it. */
function sweep() {
  for (const name of readdirSync(dist)) {
    if (name.startsWith('.new-')) rmSync(join(dist, name), { recursive: true, force: true });
  }
}

async function build() {
  const start = performance.now();
  const stamp = stampOf(root);
  const fresh = join(dist, `.new-${process.pid}`);
  sweep();
  mkdirSync(fresh);
  try {
    await buildServer(join(fresh, 'server'));
    await buildWeb(join(fresh, 'web'));
    swapIn(fresh, stamp);
  } finally {
    sweep();
  }
  console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

async function buildIfStale() {
  if (isFresh(root) && !process.argv.includes('--force')) return console.log('Up to date');
  mkdirSync(dist, { recursive: true });
  await withLock(join(dist, '.lock'), async () => {
    if (isFresh(root) && !process.argv.includes('--force')) return console.log('Up to date');
    await build();
  });
}

try {
  await buildIfStale();
} catch (error) {
  console.error(`The build failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
