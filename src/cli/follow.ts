import { setTimeout as sleep } from 'node:timers/promises';
import type { Language } from '../kernel/index.ts';
import type { Client, Told } from './client.ts';
import { word, wordFor } from './texts.ts';
import { tell } from './words.ts';

interface Progress {
  read: number;
  rows_per_second: number | null;
  seconds_left: number | null;
}

interface Shop {
  name: string;
  currency: string;
  time_zone: string;
}

export interface Import {
  id: string;
  state: 'ready' | 'running' | 'done' | 'cancelled' | 'failed' | 'undone' | 'checked';
  stage: string | null;
  source: string | null;
  progress: Progress | null;
  read: number;
  accepted: number;
  unchanged: number;
  rejected: number;
  customers_new: number;
  customers_matched: number;
  orders_new: number;
  orders_updated: number;
  seconds: number | null;
  shop?: Shop | null;
  new_shop?: Shop | null;
  remembered?: boolean;
  questions?: { code: string }[];
  problem: Told | null;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Told };

function progressText({ stage, progress }: Import, language: Language): string {
  const { read = 0, rows_per_second: rate = null, seconds_left: left = null } = progress ?? {};
  const rest = left === null ? '' : word('left', language, { seconds: Math.ceil(left) });
  return word('progress', language, {
    stage: wordFor(stage ?? 'waiting', language),
    read,
    rate: rate === null ? '' : word('rate', language, { rows: Math.round(rate) }),
    left: rest,
  });
}

/** On a terminal one line that changes; in a log a line every five seconds. */
function progressTeller(language: Language): (now: Import) => void {
  const live = process.stderr.isTTY;
  let last = performance.now();
  return (now) => {
    if (now.state !== 'running') return void (live && process.stderr.write('\r\u001b[K'));
    if (live) process.stderr.write(`\r\u001b[K${progressText(now, language)}`);
    else if (performance.now() - last > 5000) {
      last = performance.now();
      tell(progressText(now, language));
    }
  };
}

/** Ctrl-C cancels the import; a second one ends the command. */
export async function follow(
  client: Client,
  id: string,
  language: Language,
): Promise<Answer<Import>> {
  const show = progressTeller(language);
  let asked = false;
  const cancel = (): void => void (asked = true);
  process.once('SIGINT', cancel);
  try {
    for (let pause = 30; ; pause = Math.min(500, pause * 1.5)) {
      if (asked) await client.call('POST', `/v1/imports/${id}/cancel`, {});
      asked = false;
      const now = await client.call<Import>('GET', `/v1/imports/${id}`);
      if (!now.ok) return now;
      show(now.value);
      if (now.value.state !== 'running') return now;
      await sleep(pause);
    }
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}
