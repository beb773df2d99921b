import { type Verdict, verdictIn } from '../codes.ts';

/** By Twilio's "Error and Warning Dictionary" (twilio.com/docs/api/errors). */
const CODES: Record<string, Verdict> = {
  10001: 'credit',
  20003: 'key',
  20005: 'credit',
  20404: 'setup',
  20429: 'throttled',
  20500: 'ill',
  20503: 'ill',
  21211: 'address',
  21214: 'address',
  21217: 'address',
  21614: 'address',
  21635: 'address',
  21610: 'unwanted',
  21611: 'throttled',
  21212: 'sign',
  21603: 'sign',
  21606: 'sign',
  21659: 'sign',
  21660: 'sign',
  21661: 'sign',
  21701: 'setup',
  21703: 'setup',
  21704: 'setup',
  21602: 'content',
  21605: 'content',
  21617: 'content',
  14107: 'throttled',
  30001: 'throttled',
  30002: 'credit',
  30005: 'address',
  30006: 'address',
  30034: 'sign',
  63038: 'quota',
  90010: 'credit',
};

export function verdictOf(code: number, status: number): Verdict {
  if (status === 429) return 'throttled';
  if (status === 401) return 'key';
  return verdictIn(CODES, [], String(code), status);
}
