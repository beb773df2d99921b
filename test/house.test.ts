import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { missingPlatforms } from '../scripts/platforms.ts';
import { checkRanks, rules } from '../scripts/ranks.ts';
import { languages, lockFile, wordsAndClocks } from '../scripts/texts.ts';

const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

/** A small house of its own: path → content. */
function house(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  trees.push(root);
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const door = 'export const a = 1;\n';

const ranks = ['kernel', 'platform', 'ledger', 'lens', 'intake', 'insight', 'outreach'];
const more = ['programmes', 'results', 'api', 'cli'];
const all = [...ranks, ...more];
const climbs: Record<string, string> = {
  kernel: 'platform',
  platform: 'ledger',
  ledger: 'lens',
  lens: 'intake',
  intake: 'insight',
  insight: 'intake',
  outreach: 'programmes',
  programmes: 'results',
  results: 'api',
  api: 'cli',
  cli: 'api',
};

/** rule → the one file that breaks it, with what it needs to stand. */
const breaches: Record<string, Record<string, string>> = {
  ...Object.fromEntries(
    all.map((rank) => [
      `rank-${rank}`,
      {
        [`src/${climbs[rank]}/index.ts`]: door,
        [`src/${rank}/bad.ts`]: `import { a } from '../${climbs[rank]}/index.ts';\nexport const b = a;\n`,
      },
    ]),
  ),
  'door-of-another-rank': {
    'src/ledger/orders/store.ts': door,
    'src/lens/bad.ts': `export { a } from '../ledger/orders/store.ts';\n`,
  },
  'door-of-another-folder': {
    'src/ledger/orders/store.ts': door,
    'src/ledger/parcels/bad.ts': `import type { a } from '../orders/store.ts';\nexport type B = typeof a;\n`,
  },
  'door-of-a-folder-below': {
    'src/ledger/orders/store.ts': door,
    'src/ledger/bad.ts': `export const late = async () => ({ ...(await import(\`./orders/store.ts\`)) });\n`,
  },
  'schema-stays-light': {
    'src/ledger/orders/store.ts': door,
    'src/ledger/orders/schema.ts': `export * from './store.ts';\n`,
  },
  'web-sees-schemas-and-kernel': {
    'src/ledger/index.ts': door,
    'src/web/pages/bad.tsx': `import { a } from '../../ledger/index.ts';\nexport const Bad = () => <b>{a}</b>;\n`,
  },
  'pages-use-our-own-ui': {
    'src/web/pages/bad.tsx': `import { Button } from '@mantine/core';\nexport const Bad = () => <Button>1</Button>;\n`,
  },
  'kernel-is-pure': {
    'src/kernel/bad.ts': `import { readFileSync } from 'node:fs';\nexport const b = readFileSync;\n`,
  },
  'nobody-imports-main': {
    'src/main.ts': door,
    'test/bad.test.ts': `import '../src/main.ts';\n`,
  },
  'product-without-tests': {
    'test/support/index.ts': door,
    'src/api/bad.ts': `import { a } from '../../test/support/index.ts';\nexport const b = a;\n`,
  },
  'no-cycles': {
    'src/lens/one.ts': `import { two } from './two.ts';\nexport const one = () => two;\n`,
    'src/lens/two.ts': `import { one } from './one.ts';\nexport const two = () => one;\n`,
  },
  resolves: { 'src/lens/bad.ts': `import { gone } from './gone.ts';\nexport const b = gone;\n` },
  'no-such-room': { 'src/utils/bad.ts': door },
};

test('every rule of the house has a breach that proves it', () => {
  const named = new Set([...rules.map((rule) => rule.name), 'no-such-room']);
  expect(new Set(Object.keys(breaches))).toEqual(named);
});

test.each(Object.keys(breaches))('a breach of %s is reported, and nothing else', async (rule) => {
  const found = await checkRanks(house(breaches[rule] ?? {}));
  expect(new Set(found.violations.map((v) => v.rule))).toEqual(new Set([rule]));
});

test('a lawful house passes, seen to the last file', async () => {
  const root = house({
    'src/main.ts': `import './api/index.ts';\nimport './ledger/orders/index.ts';\n`,
    'src/kernel/index.ts': door,
    'src/kernel/money.ts': `import { createHash } from 'node:crypto';\nexport const m = createHash;\n`,
    'src/platform/index.ts': `export * from './postgres/index.ts';\n`,
    'src/platform/names.ts': door,
    'src/platform/postgres/index.ts': `import '../names.ts';\nimport pg from 'pg';\nexport const a = pg;\n`,
    'src/ledger/orders/index.ts': `export * from './store.ts';\nexport * from './schema.ts';\n`,
    'src/ledger/orders/store.ts': `import { a } from '../../platform/index.ts';\nexport async function s() {\n  await using x = a as never;\n  return x;\n}\n`,
    'src/ledger/orders/store.test.ts': `import './store.ts';\nimport '../../../test/support/index.ts';\n`,
    'src/ledger/orders/schema.ts': `import '../shops/schema.ts';\nimport { m } from '../../kernel/money.ts';\nexport const z = m;\n`,
    'src/ledger/shops/schema.ts': door,
    'src/api/index.ts': `import { s } from '../ledger/orders/index.ts';\nexport const r = s;\n`,
    'src/web/main.tsx': `import { z } from '../ledger/orders/schema.ts';\nimport { App } from './pages/app.tsx';\nexport const x = <App z={z} />;\n`,
    'src/web/pages/app.tsx': `import { Button } from '../ui/button.tsx';\nexport const App = (p: { z: unknown }) => <Button {...p} />;\n`,
    'src/web/ui/button.tsx': `export { Button } from '@mantine/core';\n`,
    'test/support/index.ts': `import '../../src/platform/index.ts';\n`,
    'bench/run.ts': `import '../src/ledger/orders/store.ts';\n`,
  });
  const found = await checkRanks(root);
  expect(found).toMatchObject({ violations: [], unseen: [], blind: [] });
  expect(found.counted).toHaveLength(17);
});

test('left-over words and clocks are reported where they stand, and only there', () => {
  const left = ['TO', 'DO'].join('');
  const root = house({
    'src/api/x.ts': `const a = new Date(); // ${left} later\n`,
    'src/insight/x.ts': 'export const a = 1;\nexport const b = () => Date.now();\n',
    'src/insight/x.test.ts': 'const now = new Date();\n',
    'src/ledger/store.ts': 'export const q = `select NOW()`;\nexport const known = 1;\n',
    'migrations/0001_x.sql': 'at timestamptz default now()\n',
  });
  expect(wordsAndClocks(root).map((line) => line.split(': ')[0])).toEqual([
    'src/api/x.ts:1 left-over word',
    'src/insight/x.ts:2 reads the clock',
    'src/ledger/store.ts:1 reads the clock',
  ]);
});

test('the two languages hold the same keys and the same values', async () => {
  const root = house({
    'src/web/locales/en.json':
      '{"a":{"one":"x"},"n_one":"{{count}} day","n_other":"days","v":"{{who}}","e":"1"}',
    'src/web/locales/zh.json': '{"a":{"one":"甲"},"n_other":"{{count}} 天","v":"{{name}}","z":"1"}',
    'src/api/locales/en/pages.ts': 'export default { b: "b" };\n',
    'src/cli/locales/zh.json': '{}',
  });
  expect(await languages(root)).toEqual([
    'src/api/locales/en/pages.ts has no src/api/locales/zh/pages.ts',
    'src/cli/locales/zh.json has no src/cli/locales/en.json',
    'src/web/locales/en.json: e is missing in zh',
    'src/web/locales/en.json: z is missing in en',
    'src/web/locales/en.json: v has other {{values}} in zh than in en',
  ]);
});

test('a lock file that npm ci would refuse, or that names a mirror, is reported', () => {
  const native = {
    version: '1.0.0',
    optionalDependencies: { '@n/linux-arm64-musl': '1.0.0', '@n/win32-x64': '1.0.0' },
  };
  const packages = {
    'node_modules/n': native,
    'node_modules/n/node_modules/@n/win32-x64': {
      version: '1.0.0',
      resolved: 'https://mirror.example.com/x.tgz',
    },
  };
  expect(missingPlatforms(packages)).toEqual({
    'node_modules/@n/linux-arm64-musl': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['arm64'],
      libc: ['musl'],
    },
  });
  expect(lockFile(house({ 'package-lock.json': JSON.stringify({ packages }) }))).toHaveLength(2);
});
