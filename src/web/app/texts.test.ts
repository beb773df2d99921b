import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const WEB = join(import.meta.dirname, '..');

/** `a.b_one` counts as `a.b`: the plural is chosen when it is read. */
function keysOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path.replace(/_(one|other)$/, '')];
  return Object.entries(value).flatMap(([key, child]) =>
    keysOf(child, path ? `${path}.${key}` : key),
  );
}

const LOCALES = join(WEB, 'locales/zh');
const keys = readdirSync(LOCALES).flatMap((file) =>
  keysOf(JSON.parse(readFileSync(join(LOCALES, file), 'utf8'))).map(
    (key) => `${file.replace('.json', '')}:${key}`,
  ),
);
const known = new Set(keys);

const code = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(join(WEB, path), 'utf8') }));

/** The areas a file reads from, the first being the one of keys without a name before them. */
const areasOf = (text: string): string[] =>
  [...text.matchAll(/useTranslation\(\[?([^)\]]*)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/'([\w-]+)'/g)].map(([, area = '']) => area),
  );

/** With its areas, or for a built key what it begins with. */
function isKnown(asked: string, areas: string[]): boolean {
  const candidates = asked.includes(':') ? [asked] : areas.map((area) => `${area}:${asked}`);
  if (!asked.includes('${')) return candidates.some((one) => known.has(one));
  const starts = candidates.map((one) => one.slice(0, one.indexOf('${')));
  return starts.some((start) => keys.some((key) => key.startsWith(start)));
}

test('every text a page asks for is there', () => {
  const asked = code.flatMap(({ path, text }) =>
    [...text.matchAll(/\bt\(\s*(['`])([\w.:${}-]+?)\1/g)].map(([, , key = '']) => ({
      path,
      key,
      areas: areasOf(text),
    })),
  );
  expect(asked.length).toBeGreaterThan(200);
  const missing = asked.filter(({ key, areas }) => areas.length > 0 && !isKnown(key, areas));
  expect(missing.map(({ path, key }) => `${path}: ${key}`)).toEqual([]);
});

test('no page says old customer', () => {
  const english = join(WEB, 'locales/en');
  for (const file of readdirSync(english))
    expect(readFileSync(join(english, file), 'utf8')).not.toMatch(/\bold (customer|buyer|client)/i);
});
