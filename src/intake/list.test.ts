import { expect, test } from 'vitest';
import { sourceList, sources } from './index.ts';

test('every source says what it is in both languages and which columns it reads', () => {
  for (const entry of sourceList(sources())) {
    expect(entry.title.zh && entry.title.en).toBeTruthy();
    expect(entry.columns.length).toBeGreaterThan(2);
  }
});
