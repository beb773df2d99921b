import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { isRefusedHost, publicLookup, RefusedAddress } from '../../../platform/http/index.ts';
import type { World } from '../types.ts';
import type { SmtpConfig, SmtpSecrets } from './config.ts';

const CONNECT_MS = 15_000;
type GotSocket = (error: Error | null, socket?: { connection: unknown }) => void;

/** A line to the mail server, whose name is looked up once and may not lead into the house. */
function connectTo({ host, port }: SmtpConfig, allowPrivate: boolean, done: GotSocket): void {
  if (!allowPrivate && isRefusedHost(host)) return done(new RefusedAddress(host));
  const socket = connect({ host, port, ...(allowPrivate ? {} : { lookup: publicLookup }) });
  const fail = (error: Error) => {
    socket.destroy();
    done(error);
  };
  socket.setTimeout(CONNECT_MS, () => fail(new Error('connect ETIMEDOUT')));
  socket.once('error', fail);
  socket.once('connect', () => {
    socket.off('error', fail).setTimeout(0).removeAllListeners('timeout');
    done(null, { connection: socket });
  });
}

/**
 * Nodemailer's pool. Whether a message is tried again is for the road to decide, so the pool may not put one back on
 * its queue when a line breaks (`maxRequeues`).
 */
export function openPool(config: SmtpConfig, secrets: SmtpSecrets, world: World) {
  return createTransport({
    pool: true,
    host: config.host,
    port: config.port,
    secure: config.security === 'tls',
    requireTLS: config.security === 'starttls',
    ignoreTLS: config.security === 'none',
    ...(config.user ? { auth: { user: config.user, pass: secrets.password ?? '' } } : {}),
    maxConnections: config.connections,
    maxMessages: 1000,
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: 15_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    getSocket: (_: unknown, done: GotSocket) => connectTo(config, world.allowPrivate, done),
  } as Parameters<typeof createTransport>[0]);
}
