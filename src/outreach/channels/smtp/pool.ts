import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { isRefusedHost, publicLookup, RefusedAddress } from '../../../platform/http/index.ts';
import type { World } from '../types.ts';
import type { SmtpConfig, SmtpSecrets } from './config.ts';

const CONNECT_MS = 15_000;
type GotSocket = (error: Error | null, socket?: { connection: unknown }) => void;

/** A line to the mail server, whose name is looked up once and may not lead into the house. */
function guarded(config: SmtpConfig, done: GotSocket): void {
  if (isRefusedHost(config.host)) return done(new RefusedAddress(config.host));
  const socket = connect({ host: config.host, port: config.port, lookup: publicLookup });
  const fail = (error: Error) => {
    socket.destroy();
    done(error);
  };
  socket.setTimeout(CONNECT_MS, () => fail(new Error('ETIMEDOUT')));
  socket.once('error', fail);
  socket.once('connect', () => {
    socket.off('error', fail).setTimeout(0);
    done(null, { connection: socket });
  });
}

/**
 * Nodemailer's pool. It would put a message back on its queue when the line breaks, also after the
 * server may have taken it (`maxRequeues`); we never send twice, so it is told not to.
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
    ...(world.allowPrivate
      ? {}
      : { getSocket: (_: unknown, done: GotSocket) => guarded(config, done) }),
  } as Parameters<typeof createTransport>[0]);
}
