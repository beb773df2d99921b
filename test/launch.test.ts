import { execFile, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';

const run = promisify(execFile);
const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

const saying = (word: string) =>
  `export const main = (a: string[]) => console.log('${word}', a[2]);\n`;

/** A checkout with the real launcher and a program of one line, in a folder with a space. */
function checkout(): string {
  const root = mkdtempSync(join(tmpdir(), 'a checkout '));
  trees.push(root);
  for (const name of ['bin', 'scripts', 'package.json', 'tsconfig.json']) {
    cpSync(name, join(root, name), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  mkdirSync(join(root, 'src'));
  writeFileSync(join(root, 'src/main.ts'), saying('first'));
  return root;
}

const regulars = (root: string) =>
  run(process.execPath, [join(root, 'bin/regulars'), 'x'], { cwd: tmpdir() });

test('the first start builds, the second does not, a changed source does', async () => {
  const root = checkout();
  expect(await regulars(root)).toMatchObject({
    stdout: 'first x\n',
    stderr: expect.stringContaining('Built'),
  });
  expect(await regulars(root)).toEqual({ stdout: 'first x\n', stderr: '' });
  writeFileSync(join(root, 'src/main.ts'), saying('second'));
  expect((await regulars(root)).stdout).toBe('second x\n');
});

test('four first starts at once build one whole program and leave nothing behind', async () => {
  const root = checkout();
  const all = await Promise.all([1, 2, 3, 4].map(() => regulars(root)));
  expect(all.map((one) => one.stdout)).toEqual(Array(4).fill('first x\n'));
  expect(all.filter((one) => one.stderr.includes('Built'))).toHaveLength(1);
  expect(readdirSync(join(root, 'dist')).toSorted()).toEqual(['.stamp', 'server']);
});

test('a build that was killed does not stand in the way of the next', async () => {
  const root = checkout();
  const dead = spawn(process.execPath, ['-e', '']);
  await new Promise((done) => dead.once('exit', done));
  mkdirSync(join(root, 'dist/.lock'), { recursive: true });
  mkdirSync(join(root, 'dist/.new-1'));
  writeFileSync(join(root, 'dist/.lock/pid'), String(dead.pid));
  expect((await regulars(root)).stdout).toBe('first x\n');
  expect(readdirSync(join(root, 'dist')).toSorted()).toEqual(['.stamp', 'server']);
});

test('a source that does not build is said plainly, and the exit code tells', async () => {
  const root = checkout();
  writeFileSync(join(root, 'src/main.ts'), `import './gone.ts';\n`);
  await expect(regulars(root)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/The build failed: .*gone\.ts/s),
  });
});
