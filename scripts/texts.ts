/** Checks that read files as text: words, clocks, the lock file, the two languages. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { missingPlatforms, type Packages } from './platforms.ts';

const READ = ['src', 'test', 'bench', 'scripts', 'bin', 'migrations'];
const TEXT = /\.(ts|tsx|mjs|cjs|sql|css|html)$|^bin\/[^.]+$/;

// Split, so that this file does not report itself.
const LEFT_OVER = new RegExp(
  // In quotes it is ISO 4217's code for "no currency".
  `(?<!')\\b(${'TO-DO FIX-ME X-XX HA-CK'.replaceAll('-', '').replaceAll(' ', '|')})\\b`,
);

// Decisions take now / as_of as a parameter: the same code runs live, in tests and in a rehearsal.
// A stopwatch (performance.now) tells how long something took, not what time it is; a channel's
// world.now() is handed in like the rest of its world.
const DECIDES = /^src\/(ledger|lens|intake|insight|outreach|programmes|results)\//;
const CLOCK =
  /Date\.now\(\)|new Date\(\)|Temporal\.Now|(?<!performance\.|world\.)\bnow\(\)|\bcurrent_(timestamp|date|time)\b/i;

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : filesBelow(root, path);
    return [path];
  });
}

function linesWith(root: string, paths: string[], pattern: RegExp, what: string): string[] {
  return paths.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        pattern.test(line) ? [`${path}:${i + 1} ${what}: ${line.trim()}`] : [],
      ),
  );
}

export function wordsAndClocks(root: string): string[] {
  const paths = READ.flatMap((folder) => filesBelow(root, folder)).filter((p) => TEXT.test(p));
  const decisions = paths.filter((p) => DECIDES.test(p) && !/\.test\.tsx?$/.test(p));
  return [
    ...linesWith(root, paths, LEFT_OVER, 'left-over word'),
    ...linesWith(root, decisions, CLOCK, 'reads the clock'),
  ];
}

/** A lock file with download addresses ties everybody to the mirror of whoever wrote it. */
export function lockFile(root: string): string[] {
  const text = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const address = /https?:\/\/[^"]+\.tgz/.exec(text)?.[0];
  const missing = Object.keys(
    missingPlatforms((JSON.parse(text) as { packages: Packages }).packages),
  );
  return [
    ...(address
      ? [`package-lock.json names ${address} (.npmrc forbids it: npm install again)`]
      : []),
    ...(missing.length
      ? [`npm ci will fail for want of ${missing[0]} and others: npm run lock`]
      : []),
  ];
}

type Texts = Map<string, string>;

/** `a.b_one` and `a.b_other` are one text: English has two plural forms, Chinese one. */
function flatten(value: unknown, path = '', into: Texts = new Map()): Texts {
  if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value))
      flatten(child, path ? `${path}.${key}` : key, into);
  } else into.set(path.replace(/_(zero|one|two|few|many|other)$/, ''), String(value));
  return into;
}

async function readTexts(path: string): Promise<Texts> {
  if (path.endsWith('.json')) return flatten(JSON.parse(readFileSync(path, 'utf8')));
  const module = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  return flatten(module['default'] ?? module);
}

const values = (text = '') =>
  [...new Set([...text.matchAll(/\{\{-?\s*(\w+)/g)].map((match) => match[1]))]
    .toSorted((a = '', b = '') => a.localeCompare(b))
    .join(', ');

function compare(path: string, en: Texts, zh: Texts): string[] {
  const missing = (from: Texts, to: Texts, language: string) =>
    [...from.keys()]
      .filter((key) => !to.has(key))
      .map((key) => `${path}: ${key} is missing in ${language}`);
  const uneven = [...en.keys()]
    .filter((key) => zh.has(key) && values(en.get(key)) !== values(zh.get(key)))
    .filter((key) => !/\{\{-?\s*count/.test(`${en.get(key)}${zh.get(key)}`))
    .map((key) => `${path}: ${key} has other {{values}} in zh than in en`);
  return [...missing(en, zh, 'zh'), ...missing(zh, en, 'en'), ...uneven];
}

/** Every English file under a `locales` folder has a Chinese one beside it with the same keys. */
export async function languages(root: string): Promise<string[]> {
  const texts = filesBelow(root, 'src').filter((path) => /\/locales\/.*\.(json|ts)$/.test(path));
  const twin = (path: string) =>
    path.replace(/\/(en|zh)(?=[/.])/, (_, from: string) => (from === 'en' ? '/zh' : '/en'));
  const alone = texts.filter((path) => twin(path) !== path && !existsSync(join(root, twin(path))));
  const pairs = texts.filter((path) => /\/en[/.]/.test(path) && existsSync(join(root, twin(path))));
  const compared = pairs.map(async (path) =>
    compare(path, await readTexts(join(root, path)), await readTexts(join(root, twin(path)))),
  );
  return [
    ...alone.map((path) => `${path} has no ${twin(path)}`),
    ...(await Promise.all(compared)).flat(),
  ];
}
