/** `npm run check [name …]`: everything that needs no running product. Runs all, then says what failed. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { checkRanks } from './ranks.ts';
import { languages, lockFile, wordsAndClocks } from './texts.ts';

const root = resolve(import.meta.dirname, '..');
const bin = join(root, 'node_modules', '.bin');

/** An empty list is a pass. */
type Check = () => Promise<string[]> | string[];

const tool =
  (name: string, ...args: string[]): Check =>
  () => {
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
    const run = spawnSync(join(bin, name), args, {
      cwd: root,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said = `${run.stdout}${run.stderr}`.trim();
    if (run.status === 0) {
      if (/\bwarnings?\b/.test(said) && !/\b0 warnings\b/.test(said)) console.log(said);
      return [];
    }
    return [said || `${name} ended with ${run.status ?? run.signal ?? String(run.error)}`];
  };

async function ranks(): Promise<string[]> {
  const found = await checkRanks(root);
  console.log(
    `  ranks: ${found.counted.length - found.unseen.length} of ${found.counted.length} files seen`,
  );
  return [
    ...found.violations.map((v) => `${v.rule}: ${v.from} → ${v.to}`),
    ...found.unseen.map((path) => `the rank check did not see ${path}`),
    ...found.blind.map((path) => `the rank check saw no import in ${path}, yet it has some`),
  ];
}

// Without the composition root every file and library counts as unused.
const unused: Check = existsSync(join(root, 'src/main.ts'))
  ? tool('knip', '--no-progress')
  : () => [];

const checks: Record<string, Check> = {
  format: tool('oxfmt', '--check', '.'),
  lint: tool('oxlint', '--type-aware', '--report-unused-disable-directives', '.'),
  types: tool('tsc', '--noEmit'),
  ranks,
  texts: () => wordsAndClocks(root),
  languages: () => languages(root),
  lock: () => lockFile(root),
  unused,
};

async function run(name: string, check: Check): Promise<boolean> {
  const start = performance.now();
  const problems = await check();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length ? '✗' : '✓'} ${name} (${seconds} s)`);
  for (const problem of problems) console.log(problem.replace(/^/gm, '  '));
  return problems.length === 0;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !checks[name]);
if (unknown.length) {
  console.error(
    `No such check: ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}`,
  );
  process.exit(2);
}

const failed: string[] = [];
for (const [name, check] of Object.entries(checks)) {
  if (asked.length && !asked.includes(name)) continue;
  if (!(await run(name, check))) failed.push(name);
}
console.log(failed.length ? `Check failed: ${failed.join(', ')}` : 'Check passed');
process.exitCode = failed.length ? 1 : 0;
