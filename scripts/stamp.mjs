// @ts-check
/** Is dist/ what the sources say? Must stay cheap: it runs before every command. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const SINGLE = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'scripts/build.mjs',
  'scripts/stamp.mjs',
];

/** @param {string} root @param {string} folder @returns {string[]} */
function below(root, folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return below(root, path);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
  });
}

/** Times and sizes, not contents: 600 files take 10 ms instead of 40. @param {string} root */
export function stampOf(root) {
  const hash = createHash('sha256').update(process.version);
  const singles = SINGLE.filter((path) => existsSync(join(root, path)));
  for (const path of [...singles, ...below(root, 'src').toSorted()]) {
    const { mtimeMs, size } = statSync(join(root, path));
    hash.update(`${path}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} root */
export function isFresh(root) {
  const stamp = join(root, 'dist/.stamp');
  if (!existsSync(stamp) || !existsSync(join(root, 'dist/server/main.js'))) return false;
  return readFileSync(stamp, 'utf8') === stampOf(root);
}
