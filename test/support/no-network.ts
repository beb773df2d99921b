import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { afterEach } from 'vitest';

/**
 * Tests talk to this machine only. Whoever tries to reach another host fails, even where the code
 * under test swallows the error: a quiet fallback to the internet is what this is here to find.
 */
const LOCAL = /^(localhost|127(\.\d+){3}|::1|::ffff:127(\.\d+){3}|0\.0\.0\.0|::)$/;
const attempts: string[] = [];

function refuse(what: string): Error {
  attempts.push(what);
  return new Error(`tests must not use the network: ${what}`);
}

/** `connect(options)`, `connect(port, host)`, `connect(path)`, or the list that net itself passes on. */
function target(args: unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string; host?: string };
    return path ? undefined : (host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

const connect = net.Socket.prototype.connect as (
  this: net.Socket,
  ...args: unknown[]
) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
  const host = target(args);
  if (host !== undefined && !LOCAL.test(host)) throw refuse(`connect to ${host}`);
  return connect.apply(this, args);
} as typeof net.Socket.prototype.connect;

/** Every way to ask for a name, on the module, its promises and its resolvers. */
function guardNames(owner: object, promised: boolean): void {
  for (const [name, ask] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
    if (!/^(lookup|resolve\w*|reverse)$/.test(name) || typeof ask.value !== 'function') continue;
    const original = ask.value as (...args: unknown[]) => unknown;
    (owner as Record<string, unknown>)[name] = function (
      this: unknown,
      host: unknown,
      ...rest: unknown[]
    ) {
      if (typeof host !== 'string' || LOCAL.test(host) || net.isIP(host) !== 0)
        return original.call(this, host, ...rest);
      const error = refuse(`look up ${host}`);
      if (promised) return Promise.reject(error);
      throw error;
    };
  }
}
for (const owner of [dns, dns.Resolver.prototype]) guardNames(owner, false);
for (const owner of [dns.promises, dns.promises.Resolver.prototype]) guardNames(owner, true);

const send = dgram.Socket.prototype.send as (this: dgram.Socket, ...args: unknown[]) => void;
dgram.Socket.prototype.send = function (this: dgram.Socket, ...args: unknown[]): void {
  const host = args.slice(1).find((a) => typeof a === 'string') as string | undefined;
  if (host !== undefined && !LOCAL.test(host)) throw refuse(`send to ${host}`);
  send.apply(this, args);
} as typeof dgram.Socket.prototype.send;

afterEach(() => {
  const seen = attempts.splice(0);
  if (seen.length > 0) throw new Error(`tests must not use the network: ${seen.join(', ')}`);
});

/** For the guard's own test: what was refused, taken off the record. */
export function takeAttempts(): string[] {
  return attempts.splice(0);
}
