import { afterEach, expect, test } from 'vitest';
import { deadPort, type Peer, tcpPeer } from '../../../test/support/peers/tcp.ts';
import { callHttp, type HttpCall, isPublicAddress } from './index.ts';

const open: Peer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((peer) => peer.close()));
});
async function peer(...args: Parameters<typeof tcpPeer>) {
  const made = await tcpPeer(...args);
  open.push(made);
  return made;
}

const call = (url: string, more: Partial<HttpCall> = {}, signal = new AbortController().signal) =>
  callHttp(
    {
      url,
      method: 'POST',
      body: 'hello',
      timeoutMs: 2000,
      maxBytes: 1000,
      allowPrivate: true,
      ...more,
    },
    signal,
  );
const answer = (body: string, status = '200 OK', more = '') =>
  `HTTP/1.1 ${status}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;

test('only addresses of the public internet are public', () => {
  const house = `0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1
    172.31.255.255 192.168.1.1 198.18.0.1 203.0.113.9 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0
    fc00::1 fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::10.0.0.1
    2001:db8::1 2002:7f00:1:: 2001::1 ::127.0.0.1 localhost`;
  expect(house.split(/\s+/).filter((address) => isPublicAddress(address))).toEqual([]);
  const world = `1.1.1.1 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.167.255.255 9.255.255.255 128.0.0.1
    2606:4700::1111 2400:3200::1 ::ffff:1.1.1.1 64:ff9b::101:101`;
  expect(world.split(/\s+/).filter((address) => !isPublicAddress(address))).toEqual([]);
});

test('an address of this house is refused however it is written, and nobody is called', async () => {
  const there = await peer((socket) => socket.end(answer('in')));
  const { port } = there;
  for (const host of [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '127.1',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
  ])
    expect([host, await call(`http://${host}:${port}/`, { allowPrivate: false })]).toMatchObject([
      host,
      { kind: 'not_sent', reason: 'refused_address' },
    ]);
  expect(there.connections()).toBe(0);
});

test('a socket that led into the house is not found by a call that must not go there', async () => {
  const there = await peer((socket) => socket.write(answer('in')));
  const name = `http://localhost:${there.port}/`;
  expect(await call(name)).toMatchObject({ kind: 'answer', status: 200 });
  expect(await call(name, { allowPrivate: false })).toMatchObject({ reason: 'refused_address' });
});

test('a redirect is an answer, not a way: nobody is called at its end', async () => {
  const end = await peer((socket) => socket.end(answer('secret')));
  const start = await peer((socket) =>
    socket.write(answer('', '302 Found', `Location: ${end.url}/\r\n`)),
  );
  expect(await call(start.url)).toMatchObject({ kind: 'answer', status: 302 });
  expect(end.connections()).toBe(0);
});

test('sockets are used again, and the answer stands whole', async () => {
  const there = await peer((socket, heard) => {
    if (heard.endsWith('hello')) socket.write(answer('你好'));
  });
  for (const _ of [1, 2, 3]) {
    const got = await call(there.url, { headers: { 'x-a': 'b' } });
    expect(got).toMatchObject({ kind: 'answer', complete: true, body: Buffer.from('你好') });
  }
  expect(there.connections()).toBe(1);
  expect(there.heard()).toContain('x-a: b');
});

test('what surely was not sent is told apart from what may have been', async () => {
  const silent = await peer(() => undefined);
  const resets = await peer((socket, heard) => heard.endsWith('hello') && socket.resetAndDestroy());
  const garbage = await peer((socket) => socket.end('220 mail.example.com ESMTP\r\n'));
  const halfway = await peer((socket) =>
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
  );
  const stopped = new AbortController();

  expect(await call(`http://127.0.0.1:${await deadPort()}/`)).toMatchObject({
    kind: 'not_sent',
    reason: 'connect',
  });
  expect(await call('ftp://example.com/')).toMatchObject({ kind: 'not_sent', reason: 'invalid' });
  expect(await call(silent.url, { headers: { 'x-a': 'a\r\nx-b: c' } })).toMatchObject({
    kind: 'not_sent',
    reason: 'invalid',
  });
  expect(silent.heard()).toBe('');
  // Reached, but the handshake that would carry the words never ends, or meets something else.
  const secure = (url: string) => url.replace('http', 'https');
  expect(await call(secure(silent.url), { timeoutMs: 100 })).toMatchObject({
    kind: 'not_sent',
    reason: 'timeout',
  });
  expect(await call(secure(garbage.url))).toMatchObject({
    kind: 'not_sent',
    reason: 'tls',
  });
  expect(await call(silent.url, { timeoutMs: 100 })).toMatchObject({
    kind: 'lost',
    reason: 'timeout',
  });
  setTimeout(() => stopped.abort(), 50);
  expect(await call(silent.url, {}, stopped.signal)).toMatchObject({
    kind: 'lost',
    reason: 'aborted',
  });
  expect(await call(silent.url, {}, stopped.signal)).toMatchObject({
    kind: 'not_sent',
    reason: 'aborted',
  });
  expect(await call(resets.url)).toMatchObject({ kind: 'lost', reason: 'reset' });
  expect(await call(garbage.url)).toMatchObject({ kind: 'lost', reason: 'garbage' });
  // The status was said; only the rest is missing.
  expect(await call(halfway.url, { timeoutMs: 100 })).toMatchObject({
    kind: 'answer',
    status: 200,
    complete: false,
    body: Buffer.from('abc'),
  });
});

test('an endless answer is cut at the size asked for', async () => {
  const endless = await peer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n');
    const more = () => socket.write(`400\r\n${'x'.repeat(1024)}\r\n`) || socket.once('drain', more);
    const flow = setInterval(more, 1);
    socket.once('close', () => clearInterval(flow));
  });
  const got = await call(endless.url, { maxBytes: 5000 });
  expect(got).toMatchObject({ kind: 'answer', complete: false });
  expect(got.kind === 'answer' && got.body.length).toBe(5000);
});
