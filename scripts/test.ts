/**
 * `npm test`: installs what it needs, builds, and runs every suite. `npm test -- PATH …` runs vitest
 * on those paths alone. The last line is the sum over all suites.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { meetNeeds } from './test-needs.ts';

const root = resolve(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'regulars-reports-'));

type Sum = { passed: number; failed: number };
type File = { status: string; assertionResults: unknown[] };
type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  testResults?: File[];
  stats?: { expected: number; unexpected: number };
};

/** What touches the database runs once more on a server of another version. */
const ON_SERVER = ['src/platform/postgres', 'src/ledger', 'src/lens', 'src/intake'];

function node(args: string[], env: NodeJS.ProcessEnv = {}): boolean {
  const stdio = ['ignore', 'inherit', 'inherit'] as const;
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: [...stdio],
  });
  return run.status === 0;
}

const command = (name: string, script: string) => join(root, 'node_modules', name, script);

/** A file that does not load has no failed test, but counts as one; so does a runner that dies. */
function sum(ok: boolean, report: string): Sum {
  const found = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : {};
  const files = found.testResults ?? [];
  const broken = files.filter((f) => f.status === 'failed' && f.assertionResults.length === 0);
  const passed = found.numPassedTests ?? found.stats?.expected ?? 0;
  const failed = (found.numFailedTests ?? found.stats?.unexpected ?? 0) + broken.length;
  return { passed, failed: ok ? failed : Math.max(failed, 1) };
}

function vitest(name: string, paths: string[], env: NodeJS.ProcessEnv = {}): Sum {
  const report = join(reports, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [
    command('vitest', 'vitest.mjs'),
    'run',
    '--passWithNoTests',
    ...reporters,
    ...paths,
  ];
  return sum(node(args, env), report);
}

function browserTests(): Sum {
  const report = join(reports, 'e2e.json');
  const ok = node([command('@playwright/test', 'cli.js'), 'test'], { REGULARS_E2E_REPORT: report });
  return sum(ok, report);
}

const asOne = (ok: boolean): Sum => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
const here = (path: string): boolean => existsSync(join(root, path));
const hasBrowserTests = (): boolean =>
  here('test/e2e') && readdirSync(join(root, 'test/e2e')).some((name) => name.endsWith('.e2e.ts'));

/** What must be so before browser tests and kills mean anything; counted only if it fails. */
const build = (): Sum => ({ passed: 0, failed: node(['scripts/build.mjs']) ? 0 : 1 });
const torture = (name: string, ...args: string[]): Sum =>
  asOne(node(['--import', 'tsx', 'test/torture/run.ts', name, ...args]));

function runAll(): { sums: Sum[]; missing: string[] } {
  const needs = meetNeeds(hasBrowserTests());
  const isCi = Boolean(process.env['CI']) && here('test/torture/run.ts');
  const suites: [string, boolean, () => Sum][] = [
    ['Build', here('src/main.ts'), build],
    ['Tests, embedded engine', true, () => vitest('embedded', [])],
    [
      'Tests, server engine',
      needs.server,
      () => vitest('server', ON_SERVER, { REGULARS_TEST_ENGINE: 'server' }),
    ],
    ['Browser tests', needs.browser && hasBrowserTests(), browserTests],
    ['Ten kills of imports', isCi, () => torture('imports', '--kills', '10')],
    ['Ten kills of the road', isCi, () => torture('road', '--kills', '10', '--touches', '4000')],
  ];
  const sums = suites
    .filter(([, wanted]) => wanted)
    .map(([title, , suite]) => {
      console.log(`\n== ${title}`);
      return suite();
    });
  return { sums, missing: needs.missing };
}

const asked = process.argv.slice(2);
const { sums, missing } = asked.length ? { sums: [vitest('asked', asked)], missing: [] } : runAll();
rmSync(reports, { recursive: true, force: true });

const total = (key: keyof Sum): number => sums.reduce((all, one) => all + one[key], 0);
for (const sentence of missing) console.log(sentence);
console.log(`${total('passed')} passed, ${total('failed')} failed`);
process.exitCode = total('failed') > 0 ? 1 : 0;
