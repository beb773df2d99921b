/**
 * The ranks: which room may import which. `npm run check` runs this over the tree, and
 * test/house.test.ts runs it over small trees that break each rule once.
 */
import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICruiseResult, IForbiddenRuleType, IModule } from 'dependency-cruiser';
import { importsOnly } from './imports.ts';

/** Lowest first. Rooms of one step may not import each other. */
const STEPS = [
  ['kernel'],
  ['platform'],
  ['ledger'],
  ['lens'],
  ['intake', 'insight'],
  ['outreach'],
  ['programmes'],
  ['results'],
  ['api', 'cli'],
];
const RANKS = STEPS.flat();
const ROOMS = [...RANKS, 'web'];
const UNDER = ['src', 'test', 'bench'];

export type Violation = { rule: string; from: string; to: string };
export type Ranks = {
  violations: Violation[];
  counted: string[];
  unseen: string[];
  blind: string[];
};

function mayNotClimb(step: number): IForbiddenRuleType[] {
  return (STEPS[step] ?? []).map((rank) => {
    const neighbours = STEPS.slice(step)
      .flat()
      .filter((other) => other !== rank);
    return {
      name: `rank-${rank}`,
      severity: 'error',
      from: { path: `^src/${rank}/` },
      to: { path: `^src/(${[...neighbours, 'web'].join('|')})/` },
    };
  });
}

/**
 * A module is a folder directly under a rank, or the files lying loose in the rank itself.
 * A folder may use the loose files of its own rank; everybody else knocks at an index.ts.
 * schema.ts may reach another schema.ts and any kernel file, because the browser loads it: the
 * door of a module would drag its SQL along.
 */
const DOOR = ['^src/[^/]+/index\\.ts$', '^src/[^/]+/[^/]+/index\\.ts$'];

const DOORS: IForbiddenRuleType[] = [
  {
    name: 'door-of-another-rank',
    severity: 'error',
    from: { path: `^src/(${RANKS.join('|')})/`, pathNot: '/schema\\.ts$' },
    to: {
      path: `^src/(${RANKS.join('|')})/`,
      pathNot: ['^src/$1/', ...DOOR],
    },
  },
  {
    name: 'door-of-another-folder',
    severity: 'error',
    from: { path: `^src/(${RANKS.join('|')})/([^/]+)/.`, pathNot: '/schema\\.ts$' },
    to: {
      path: '^src/$1/[^/]+/.',
      pathNot: ['^src/$1/$2/', '^src/$1/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'door-of-a-folder-below',
    severity: 'error',
    from: { path: `^src/(${RANKS.join('|')})/[^/]+$`, pathNot: '/schema\\.ts$' },
    to: { path: '^src/$1/[^/]+/.', pathNot: '^src/$1/[^/]+/index\\.ts$' },
  },
  {
    name: 'schema-stays-light',
    comment: 'The browser loads every schema.ts: only npm, the kernel and other schemas.',
    severity: 'error',
    from: { path: `^src/(${RANKS.join('|')})/.*schema\\.ts$` },
    to: { path: '^src/', pathNot: ['/schema\\.ts$', '^src/kernel/'] },
  },
];

const HOUSE: IForbiddenRuleType[] = [
  {
    name: 'web-sees-schemas-and-kernel',
    severity: 'error',
    from: { path: '^src/web/' },
    to: { path: '^src/', pathNot: ['^src/web/', '/schema\\.ts$', '^src/kernel/'] },
  },
  {
    name: 'pages-use-our-own-ui',
    comment: 'The component library stays behind src/web/ui, so that it can be changed there.',
    severity: 'error',
    from: { path: '^src/web/', pathNot: '^src/web/ui/' },
    to: { path: 'node_modules/@mantine/' },
  },
  {
    name: 'kernel-is-pure',
    severity: 'error',
    from: { path: '^src/kernel/', pathNot: '\\.test\\.ts$' },
    to: { dependencyTypes: ['core'], pathNot: '^(crypto|buffer|util)$' },
  },
  {
    name: 'nobody-imports-main',
    severity: 'error',
    from: { pathNot: '^src/main\\.test\\.ts$' },
    to: { path: '^src/main\\.ts$' },
  },
  {
    name: 'product-without-tests',
    severity: 'error',
    from: { path: '^src/', pathNot: '\\.test\\.tsx?$' },
    to: { path: ['^(test|bench|scripts)/', '\\.test\\.tsx?$'] },
  },
  { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'resolves',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true, pathNot: '\\?' },
  },
];

export const rules: IForbiddenRuleType[] = [
  ...STEPS.flatMap((_, step) => mayNotClimb(step)),
  ...DOORS,
  ...HOUSE,
];

const isSource = (name: string) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts');

/** Every source file, found without the cruiser's help. */
export function sources(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : sources(root, path);
    return isSource(entry.name) ? [path] : [];
  });
}

/**
 * dependency-cruiser hands .tsx to swc without saying so, and its tree visitor throws on newer
 * statements such as `using`. It only needs the imports, so it gets a tree that holds nothing else.
 * It must be in place before the cruiser loads swc.
 */
async function cruiser() {
  const load = createRequire(import.meta.url);
  const swc = load('@swc/core') as { parseFileSync: unknown };
  swc.parseFileSync = importsOnly;
  // tsx gives a CommonJS module's `default` where node gives the module: let both have the name.
  const { Visitor } = load('@swc/core/Visitor.js') as { Visitor: { Visitor?: unknown } };
  Visitor.Visitor = Visitor;
  return (await import('dependency-cruiser')).cruise;
}

async function cruise(root: string, folders: string[]): Promise<ICruiseResult> {
  const run = await cruiser();
  const result = await run(
    folders,
    {
      baseDir: root,
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '/fixtures/' },
      validate: true,
      ruleSet: { forbidden: rules },
    },
    {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  );
  if (typeof result.output === 'string') throw new Error('dependency-cruiser answered with text');
  return result.output;
}

// Names, braces and commas only: a function that takes a `from` is no import.
const looksLikeImport = /^(import|export)\s[\w\s,*{}$]*\sfrom\s*['"]|^import\s*['"]/m;

/** Files that plainly import something, in which the cruiser saw nothing. */
function blindSpots(root: string, modules: IModule[]): string[] {
  const silent = modules.filter((m) => isSource(m.source) && m.dependencies.length === 0);
  return silent
    .map((m) => m.source)
    .filter((path) => UNDER.some((folder) => path.startsWith(`${folder}/`)))
    .filter((path) => looksLikeImport.test(readFileSync(join(root, path), 'utf8')));
}

function strayRooms(counted: string[]): Violation[] {
  const allowed = new RegExp(`^src/(main(\\.test)?\\.ts|(${ROOMS.join('|')})/.+)$`);
  return counted
    .filter((path) => path.startsWith('src/') && !allowed.test(path))
    .map((path) => ({ rule: 'no-such-room', from: path, to: path }));
}

export async function checkRanks(root: string): Promise<Ranks> {
  const present = readdirSync(root);
  const folders = UNDER.filter((folder) => present.includes(folder));
  const counted = folders.flatMap((folder) => sources(root, folder));
  const output = await cruise(root, folders);
  const seen = new Set(output.modules.map((m) => m.source));
  const broken = output.summary.violations.map((v) => ({
    rule: v.rule.name,
    from: v.from,
    to: v.to,
  }));
  return {
    violations: [...strayRooms(counted), ...broken],
    counted,
    unseen: counted.filter((path) => !seen.has(path)),
    blind: blindSpots(root, output.modules),
  };
}
