import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { VENDORS } from '../src/outreach/channels/index.ts';
import { render, tick, type OpenChannel, type Outreach } from '../src/outreach/dispatch/index.ts';
import { obstaclesOf } from '../src/outreach/gate/index.ts';
import type { Db } from '../src/platform/postgres/index.ts';
import { withLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const NOW = new Date('2026-01-05T12:00:00Z');
const ROUNDS = 20;
const EACH = 50_000;
/** Until pools, statements and compiled code are there. */
const WARM = 3;
const MB = 2 ** 20;

/** A process of its own: what it holds is not ours. */
const SINK = `require('node:http').createServer((request, answer) => {
  request.resume().on('end', () => answer.setHeader('content-type', 'application/json').end('{}'));
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;

async function fill(db: Db, round: number): Promise<void> {
  await db.query('TRUNCATE touch, touch_body');
  await db.query(
    `INSERT INTO touch (source, customer_id, occurrence, class, kind, content, valid_from, valid_until, proposed_at, state, planned_at, planned_day, zone, decided_at)
     SELECT 'campaign:9', id, 'r' || $2::text, 'service', 'webhook', '{"subject": "New leaves", "body": "Hello {{ customer.first_name }}, the new leaves are here."}',
       $1, $1::timestamptz + interval '5 days', $1, 'scheduled', $1, $1::timestamptz::date, 'Europe/London', $1
     FROM customer ORDER BY (id + $2::int * 7919) % 1000003 LIMIT ${EACH}`,
    [NOW, round],
  );
}

/** What this process holds while a million touches go out to a webhook, fifty thousand at a time. */
export const run = ({ customers = 100_000 }: BenchOptions): Promise<BenchRow[]> =>
  withLedger(customers, async ({ db }) => {
    const sink = spawn(process.execPath, ['-e', SINK], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(sink.stdout, 'data')) as [Buffer];
    const vendor = VENDORS['webhook'];
    if (!vendor) throw new Error('no webhook');
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const endpoint = `http://127.0.0.1:${String(port).trim()}`;
    const sender = vendor.open({ endpoint }, { secret }, { now: () => NOW, allowPrivate: true });
    const kind = { id: null, kind: 'webhook', vendor, isDefault: true } as const;
    const channel: OpenChannel = { ...kind, perSecond: null, concurrency: 4, sender };
    const maker = {
      publicUrl: 'https://shop.example.com',
      business: { key: 'bench', idKey: Buffer.alloc(16, 1) },
    };
    const outreach: Outreach = {
      ...{ db, worker: 'bench', channels: async () => [channel], wait: async () => undefined },
      gate: {
        grades: async () => new Map(),
        obstacles: (tx, rows) => obstaclesOf(tx, rows, true),
      },
      render: (tx, touches, at, now) => render(tx, touches, at, maker, now),
    };
    const held: number[] = [];
    let sent = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await fill(db, round);
      sent += (await tick(outreach, NOW)).sent;
      held.push(process.memoryUsage.rss() / MB);
    }
    await sender.close();
    sink.kill();
    const settled = held.slice(WARM);
    const least = Math.min(...settled);
    const most = Math.max(...settled);
    return [
      {
        name: `memory of node over ${sent.toLocaleString('en')} touches, most less least`,
        value: most - least,
        unit: 'MB',
        target: '≤ 100 MB (±50)',
        note: `${Math.round(least)} to ${Math.round(most)} MB, after the first ${(WARM * EACH).toLocaleString('en')}; at the end ${Math.round(held.at(-1) ?? 0)} MB`,
      },
    ];
  });
