import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkLine } from './doctor.ts';

/** The checks the API makes; a rank above may not be imported. */
const checks =
  (/name: z\.enum\(\[(.*?)\]\)/s.exec(readFileSync('src/api/doctor.ts', 'utf8'))?.[1] ?? '').match(
    /\w+/g,
  ) ?? [];

test('there are checks', () => expect(checks.length).toBeGreaterThan(5));

test.each(checks)('%s is said in words in both languages', (name) => {
  for (const language of ['en', 'zh'] as const) {
    const line = checkLine({ name, state: 'warning', params: { engine: 'embedded' } }, language);
    expect(line).toMatch(/^! .+ · ./);
    expect(line).not.toMatch(/[{}_=]|undefined|NaN \w+_/);
  }
});

test('numbers are written as people read them, and a figure store that fails says why', () => {
  const disk = { name: 'disk', state: 'good' as const, params: { free: 3_221_225_472 } };
  expect(checkLine(disk, 'en')).toBe('✓ Disk: good · 3.0 GB free');
  expect(checkLine(disk, 'zh')).toBe('✓ 磁盘：正常 · 剩余 3.0 GB');
  const lens = { name: 'lens', state: 'bad' as const, params: { built: true, reason: 'IO Error' } };
  expect(checkLine(lens, 'en')).toContain('cannot be brought up to date: IO Error');
  expect(checkLine({ ...lens, params: { built: false } }, 'zh')).toContain('首次用到时建立');
});
