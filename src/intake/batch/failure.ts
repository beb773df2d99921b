import type { Problem } from '../../kernel/index.ts';

const LOST = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08003',
  '08006',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ENOENT',
]);

interface Coded {
  code?: string;
  message?: string;
}

const DISK_FULL =
  /no space left|disk full|could not write file|failed to offload|temp_directory.*limit/i;
const CONNECTION =
  /connection terminated|connection ended|client has encountered a connection error/i;

/** What a person can mend has a sentence of its own; undefined: a bug. */
export function problemOf(error: unknown): Problem | undefined {
  const { code = '', message = '' } = error as Coded;
  if (code === '53100' || code === 'ENOSPC' || DISK_FULL.test(message))
    return { code: 'disk_full' };
  if (code === '53200' || /out of memory error/i.test(message)) return { code: 'out_of_memory' };
  if (LOST.has(code) || CONNECTION.test(message)) return { code: 'database_lost' };
  return undefined;
}
