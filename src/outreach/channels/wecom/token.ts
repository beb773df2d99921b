import { z } from 'zod';
import { askVendor } from '../outcome.ts';
import type { Message, Outcome, World } from '../types.ts';
import { Answer, refuse } from './call.ts';

export type Token = { ok: true; token: string } | { ok: false; outcome: Outcome };

const Granted = Answer.extend({
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
});

/** Given up this long before its end, so that none expires on the way. */
const MARGIN_MS = 300_000;

interface Source {
  endpoint: string;
  corpId: string;
  corpSecret: string;
  world: World;
}

async function fetchToken(source: Source, message: Message, signal: AbortSignal) {
  const url = new URL('/cgi-bin/gettoken', source.endpoint);
  url.searchParams.set('corpid', source.corpId);
  url.searchParams.set('corpsecret', source.corpSecret);
  const got = await askVendor(
    { url: url.href, method: 'GET', answer: Granted },
    source.world,
    signal,
  );
  if (!got.ok) return got;
  const { errcode, access_token: token, expires_in: seconds = 7200 } = got.value;
  if (errcode !== 0 || !token)
    return { ok: false as const, outcome: refuse(got.value, got.status, message) };
  return { ok: true as const, token, goodUntil: source.world.now().getTime() + seconds * 1000 };
}

/** No message was on its way yet, so whatever went wrong with the token may be tried again. */
function notTaken(outcome: Outcome): Outcome {
  return outcome.state === 'unknown' ? { state: 'retry', problem: outcome.problem } : outcome;
}

/** One token for all, fetched once even when many ask at the same time. */
export class Tokens {
  readonly #source: Source;
  #current: { token: string; goodUntil: number } | undefined;
  #coming: Promise<Token> | undefined;

  constructor(source: Source) {
    this.#source = source;
  }

  get(message: Message, signal: AbortSignal): Promise<Token> {
    const current = this.#current;
    if (current && current.goodUntil - MARGIN_MS > this.#source.world.now().getTime())
      return Promise.resolve({ ok: true, token: current.token });
    this.#coming ??= this.#fetch(message, signal).finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  /** The vendor no longer knows this one; a newer one that came meanwhile is kept. */
  forget(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }

  async #fetch(message: Message, signal: AbortSignal): Promise<Token> {
    const got = await fetchToken(this.#source, message, signal);
    if (!got.ok) return { ok: false, outcome: notTaken(got.outcome) };
    this.#current = got;
    return { ok: true, token: got.token };
  }
}
