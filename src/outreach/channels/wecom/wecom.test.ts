import { afterEach, expect, test } from 'vitest';
import {
  message,
  never,
  NOW,
  outside,
  states,
  world,
} from '../../../../test/support/peers/messages.ts';
import { wecomPeer } from '../../../../test/support/peers/wecom.ts';
import type { Message, World } from '../types.ts';
import { wecom, wecomRobot } from './index.ts';

let peer: Awaited<ReturnType<typeof wecomPeer>>;
afterEach(() => peer.close());

const config = (more: object = {}) =>
  wecom.config.parse({ corpId: 'ww0123456789', endpoint: peer.url, ...more });
const sender = (at: World = world, corpSecret = 'right', more: object = {}) =>
  wecom.open(config(more), { corpSecret }, at);
const note = (more: Partial<Message> = {}) => message({ to: 'wmAAA', ...more });

test('a task is handed to staff, and fifty of them fetch one token', async () => {
  peer = await wecomPeer();
  const open = sender(world, 'right', { sender: 'zhangsan' });
  const got = await open.send(
    Array.from({ length: 50 }, (_, i) => note({ to: `wm${i}` })),
    never,
  );
  expect(new Set(states(got))).toEqual(new Set(['sent']));
  expect(got[0]).toMatchObject({ providerId: expect.stringMatching(/^msg-/) as string });
  expect(peer.state.granted).toBe(1);
  expect(new Set(peer.tasks.map(({ to }) => to)).size).toBe(50);
  expect(JSON.parse(peer.heard.at(-1)?.body ?? '')).toMatchObject({
    chat_type: 'single',
    sender: 'zhangsan',
    text: { content: note().text },
  });
});

test('a token is fetched anew before its end, and once when the vendor no longer knows it', async () => {
  peer = await wecomPeer();
  let now = NOW;
  const open = sender({ ...world, now: () => now });
  await open.send([note()], never);
  now = new Date(NOW.getTime() + 6_000_000);
  await open.send([note()], never);
  expect(peer.state.granted).toBe(1);
  now = new Date(NOW.getTime() + 7_000_000);
  await open.send([note()], never);
  expect(peer.state.granted).toBe(2);
  peer.state.token = 'token-2';
  expect(states(await open.send([note(), note(), note()], never))).toEqual([
    'sent',
    'sent',
    'sent',
  ]);
  expect(peer.state.granted).toBe(3);
  expect(peer.tasks.length).toBe(6);
  peer.state.refusing = 42001;
  expect(states(await open.send([note()], never))).toEqual(['pause channel_credentials']);
  expect(peer.tasks.length).toBe(6);
});

test('always 200, and yet each customer has their own fate', async () => {
  peer = await wecomPeer({ stranger: 84061, nobody: 40096, limited: 41048, missed: 0, busy: -1 });
  const open = sender();
  const fates = ['stranger', 'nobody', 'limited', 'missed', 'busy', 'friend'].map((to) =>
    note({ to }),
  );
  const got = await open.send([...fates, note({ text: '茶'.repeat(1334) })], never);
  expect(states(got)).toEqual([
    'failed channel_address_invalid',
    'failed channel_address_invalid',
    'failed channel_rejected',
    'failed channel_rejected',
    'unknown channel_vendor_ill',
    'sent',
    'failed channel_too_long',
  ]);
  expect(JSON.stringify(got)).not.toContain('203.0.113.9');
  expect(peer.tasks.map(({ to }) => to)).toEqual(['friend']);
});

test('a wrong secret, missing rights, throttling, silence and nonsense', async () => {
  peer = await wecomPeer();
  const wrong = await sender(world, 'wrong').send(
    Array.from({ length: 50 }, () => note()),
    never,
  );
  expect(new Set(states(wrong))).toEqual(new Set(['pause channel_credentials']));
  expect(await wecom.check?.(config(), { corpSecret: 'wrong' }, world)).toMatchObject({
    ok: false,
    problem: { code: 'channel_credentials' },
  });
  expect(await wecom.check?.(config(), { corpSecret: 'right' }, world)).toEqual({
    ok: true,
    value: { note: null },
  });
  expect(states(await sender(outside).send([note()], never))).toEqual([
    'pause channel_address_refused',
  ]);
  peer.state.refusing = 60020;
  expect(states(await sender().send([note()], never))).toEqual(['pause channel_forbidden']);
  peer.state.refusing = 0;
  peer.state.mood = 'throttling';
  expect(await sender().send([note()], never)).toMatchObject([
    { state: 'retry', afterSeconds: 60 },
  ]);
  expect(peer.tasks).toEqual([]);
  for (const [mood, expected] of [
    ['reset', 'unknown channel_no_answer'],
    ['malformed', 'unknown channel_answer_unreadable'],
  ] as const) {
    peer.state.mood = mood;
    expect(states(await sender().send([note()], never))).toEqual([expected]);
  }
  peer.state.mood = 'hang';
  expect(states(await sender().send([note()], AbortSignal.timeout(100)))).toEqual([
    'unknown channel_no_answer',
  ]);
});

test('a robot speaks to its group; a wrong key pauses it', async () => {
  peer = await wecomPeer();
  const robot = (key: string) =>
    wecomRobot.open(
      wecomRobot.config.parse({ endpoint: peer.url }),
      wecomRobot.secrets.parse({ key }),
      world,
    );
  const open = robot('robot-key-1');
  expect(states(await open.send([note({ text: 'one' }), note({ text: 'two' })], never))).toEqual([
    'sent',
    'sent',
  ]);
  expect(peer.tasks.map(({ text }) => text)).toEqual(['one', 'two']);
  expect(states(await open.send([note({ text: 'x'.repeat(2049) })], never))).toEqual([
    'failed channel_too_long',
  ]);
  peer.state.mood = 'throttling';
  expect(await open.send([note()], never)).toMatchObject([{ state: 'retry', afterSeconds: 60 }]);
  peer.state.mood = 'reset';
  expect(states(await open.send([note()], never))).toEqual(['unknown channel_no_answer']);
  peer.state.mood = 'normal';
  const wrong = await robot('robot-key-2').send([note(), note()], never);
  expect(states(wrong)).toEqual(['pause channel_credentials', 'pause channel_credentials']);
  expect(JSON.stringify(wrong)).not.toContain('robot-key');
});
