import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test } from 'vitest';
import { httpPeer, type Reply } from '../../../../test/support/peers/http.ts';
import { message, never, outside, states, world } from '../../../../test/support/peers/messages.ts';
import { deadPort } from '../../../../test/support/peers/tcp.ts';
import { webhook } from './index.ts';

const secret = 'whsec_bm90aGluZyBpcyBzZWNyZXQgaGVyZSBhdCBhbGw=';
let peer: Awaited<ReturnType<typeof httpPeer>>;
afterEach(() => peer.close());

const answers = async (...replies: Reply[]) =>
  (peer = await httpPeer((_, number) => replies[number - 1] ?? { status: 200 }));
const sender = (at = world, endpoint = `${peer.url}/in`) =>
  webhook.open(webhook.config.parse({ endpoint }), webhook.secrets.parse({ secret }), at);

test('what arrives bears the key as its id and a signature that the published library verifies', async () => {
  await answers();
  // The library's verify reads the clock, so the message is of now.
  const ours = { ...world, now: () => new Date() };
  const one = message({ subject: '新茶', about: { order: 'A-1' } });
  expect(await sender(ours).send([one], never)).toEqual([{ state: 'sent', providerId: null }]);
  const [heard] = peer.heard;
  expect(heard?.headers['webhook-id']).toBe(one.key);
  const headers = heard?.headers as Record<string, string>;
  expect(new Webhook(secret).verify(heard?.body ?? '', headers)).toMatchObject({
    type: 'message',
    data: { id: one.key, to: one.to, text: one.text, subject: '新茶', about: { order: 'A-1' } },
  });
  expect(() => new Webhook(secret).verify(`${heard?.body} `, headers)).toThrow('signature');
});

test('each answer means what the specification says', async () => {
  const replies: [Reply, string][] = [
    [{ status: 204 }, 'sent'],
    [{ status: 429, headers: { 'retry-after': '7' } }, 'retry channel_throttled'],
    [{ status: 400 }, 'failed channel_rejected'],
    [{ status: 404 }, 'failed channel_rejected'],
    [{ status: 500 }, 'retry channel_later'],
    [
      { status: 503, headers: { 'retry-after': 'Wed, 11 Nov 2026 02:01:00 GMT' } },
      'retry channel_later',
    ],
    ['reset', 'retry channel_sent_again'],
    ['garbage', 'retry channel_sent_again'],
    [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, 'pause channel_redirected'],
    [{ status: 410 }, 'pause channel_gone'],
  ];
  await answers(...replies.map(([reply]) => reply));
  const open = sender();
  const got = [];
  for (const _ of replies) got.push(...(await open.send([message()], never)));
  expect(states(got)).toEqual(replies.map(([, state]) => state));
  expect(got[1]).toMatchObject({ afterSeconds: 7 });
  expect(got[5]).toMatchObject({ afterSeconds: 60 });
});

test('sent again after a broken line, it bears the same id, by which the receiver drops it', async () => {
  const taken = new Set<unknown>();
  peer = await httpPeer(({ headers }, number) => {
    taken.add(headers['webhook-id']);
    return number === 1 ? 'reset' : { status: 200 };
  });
  const one = message();
  expect(states(await sender().send([one], never))).toEqual(['retry channel_sent_again']);
  expect(states(await sender().send([one], never))).toEqual(['sent']);
  expect([...taken]).toEqual([one.key]);
});

test('a batch keeps its order, and stops where the receiver is gone', async () => {
  peer = await httpPeer(({ body }) => ({ status: body.includes('"text":"bad"') ? 422 : 200 }));
  const batch = Array.from({ length: 100 }, (_, i) => message({ text: i % 3 ? 'good' : 'bad' }));
  const got = await sender().send(batch, never);
  expect(states(got)).toEqual(
    batch.map((m) => (m.text === 'bad' ? 'failed channel_rejected' : 'sent')),
  );
  expect(new Set(peer.heard.map((h) => h.headers['webhook-id'])).size).toBe(100);
  await peer.close();

  await answers(...batch.map(() => ({ status: 410 })));
  const gone = await sender().send(batch, never);
  expect(new Set(states(gone))).toEqual(new Set(['pause channel_gone']));
  expect(peer.heard.length).toBeLessThan(20);
});

test('a private address is refused, a dead one tried again, and nothing leaves after a stop', async () => {
  await answers();
  expect(states(await sender(outside).send([message()], never))).toEqual([
    'pause channel_address_refused',
  ]);
  const local = sender(outside, `http://localhost:${peer.port}/`);
  expect(states(await local.send([message()], never))).toEqual(['pause channel_address_refused']);
  const stopped = AbortSignal.abort();
  expect(states(await sender().send([message()], stopped))).toEqual(['retry channel_stopped']);
  expect(peer.heard).toEqual([]);
  const dead = sender(world, `http://127.0.0.1:${await deadPort()}/`);
  expect(states(await dead.send([message()], never))).toEqual(['retry channel_unreachable']);
});

test('a secret that is too short, or an address that is no web address, is not accepted', async () => {
  await answers();
  expect(webhook.secrets.safeParse({ secret: 'whsec_c2hvcnQ=' }).success).toBe(false);
  expect(webhook.config.safeParse({ endpoint: 'file:///etc/passwd' }).success).toBe(false);
});
