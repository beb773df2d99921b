import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseDsn } from './index.ts';

const KEY = '0f8fad5b-d9cb-469f-a165-70867728950e';
const NOW = new Date('2026-11-11T02:00:00Z');
const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '../../../../test/fixtures/outreach', `${name}.eml`));
const crlf = (raw: Buffer) => Buffer.from(raw.toString().replaceAll('\n', '\r\n'));

test('a report names the touch, and tells a useless address from a full mailbox, a delay and a delivery', () => {
  for (const raw of [read('bounce_unknown_user'), crlf(read('bounce_unknown_user'))]) {
    const events = parseDsn(raw, NOW);
    expect(events.map((e) => [e.type, e.address, e.permanent, e.touchKey])).toEqual([
      ['bounced', 'Nobody@example.net', true, KEY],
      ['bounced', 'full@example.net', false, KEY],
      ['delivered', 'fine@example.net', undefined, KEY],
    ]);
    expect(events[0]?.at).toEqual(new Date('2026-11-11T01:30:05Z'));
    expect(JSON.stringify(events[0]?.problem)).not.toContain('nobody@');
  }
});

test('a report without envelope id or useful status is read from the returned letter and the server’s words', () => {
  expect(parseDsn(read('bounce_without_codes'), NOW)).toMatchObject([
    { type: 'bounced', address: 'gone@example.org', permanent: true, touchKey: KEY, at: NOW },
  ]);
});

test('a complaint names the touch', () => {
  expect(parseDsn(read('complaint'), NOW)).toMatchObject([
    { type: 'complained', address: 'li@example.net', touchKey: KEY },
  ]);
});

test('other mail and cut or crooked reports say nothing, and end', () => {
  const whole = read('bounce_unknown_user');
  expect(parseDsn(Buffer.from('Subject: Out of office\n\nback on Monday'), NOW)).toEqual([]);
  expect(parseDsn(Buffer.alloc(0), NOW)).toEqual([]);
  expect(parseDsn(whole.subarray(0, 700), NOW)).toEqual([]);
  for (let cut = 0; cut < whole.length; cut += 7) parseDsn(whole.subarray(0, cut), NOW);
  const nested = 'Content-Type: multipart/report; boundary=b\n\n--b\n'.repeat(5000);
  const start = performance.now();
  parseDsn(Buffer.from(nested), NOW);
  parseDsn(
    Buffer.from(`Content-Type: multipart/report; boundary=b\n\n${'--b\n\n'.repeat(200_000)}`),
    NOW,
  );
  expect(performance.now() - start).toBeLessThan(2000);
});
