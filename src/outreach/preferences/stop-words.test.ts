import { expect, test } from 'vitest';
import { isStop } from './stop-words.ts';

test('a stop is understood as people type it, and nothing else is one', () => {
  for (const text of [
    'R',
    'r',
    ' T ',
    'td',
    'ＴＤ',
    'n',
    '退订',
    '退订。',
    '“拒收”',
    'Stop!',
    'opt-out',
    'unsubscribe',
  ])
    expect([text, isStop(text)]).toEqual([text, true]);
  for (const text of ['', '不要退订', 'Please stop by tomorrow', 'RT', '好的', 'No', 'Thanks'])
    expect([text, isStop(text)]).toEqual([text, false]);
});
