import dns from 'node:dns';
import net from 'node:net';
import { expect, test } from 'vitest';
import { takeAttempts } from './no-network.ts';

test('tests that reach for another host fail, even when the error is swallowed', async () => {
  await fetch('http://192.0.2.1/').catch(() => undefined);
  expect(() => net.connect(443, 'shop.example.com')).toThrow(/network/);
  expect(() => dns.lookup('shop.example.com', () => undefined)).toThrow(/network/);
  await dns.promises.resolveMx('example.com').catch(() => undefined);
  expect(takeAttempts()).toEqual([
    'connect to 192.0.2.1',
    'connect to shop.example.com',
    'look up shop.example.com',
    'look up example.com',
  ]);
});

test('this machine itself can be reached', async () => {
  const server = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => net.connect(port, 'localhost').on('close', resolve).resume());
  server.close();
  expect(takeAttempts()).toEqual([]);
});
