import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on stderr: stdout belongs to what a command answers. Secrets never enter it. */
export function openLog(level: string): Logger {
  const redact = ['authorization', 'cookie', 'password', 'token', '*.password', '*.token'];
  return pino({ level, redact, base: undefined }, pino.destination({ dest: 2, sync: true }));
}
