import { createTransport } from 'nodemailer';
import { httpPeer } from '../test/support/peers/http.ts';
import { smtpPeer } from '../test/support/peers/smtp.ts';
import { VENDORS } from '../src/outreach/channels/index.ts';
import { render, tick, type OpenChannel, type Outreach } from '../src/outreach/dispatch/index.ts';
import { gateSome, obstaclesOf, type GateAsks } from '../src/outreach/gate/index.ts';
import { propose } from '../src/outreach/touches/index.ts';
import type { Db } from '../src/platform/postgres/index.ts';
import { withLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

/** Noon in London, after the simulated shop's last day. */
const NOW = new Date('2026-01-05T12:00:00Z');
const PROPOSALS = 100_000;
const MESSAGES = 10_000;
const PUBLIC = 'https://shop.example.com';

const asks: GateAsks = {
  grades: async () => new Map(),
  obstacles: (tx, rows) => obstaclesOf(tx, rows, true),
};

/** Everybody can be reached and said yes; every third had two messages in the last month. */
async function reachable(db: Db): Promise<void> {
  await db.query('TRUNCATE touch, touch_body, consent');
  await db.query(
    `UPDATE customer SET email = 'buyer' || id || '@example.com', country = 'GB' WHERE email IS NULL`,
  );
  await db.query(
    `INSERT INTO consent (customer_id, channel, state, source, occurred_at, known_at)
     SELECT id, 'email', 'granted', 'import', $1::timestamptz - interval '90 days', $1 FROM customer`,
    [NOW],
  );
  await db.query(
    `INSERT INTO touch (source, customer_id, occurrence, class, kind, valid_from, valid_until, proposed_at, state, planned_at, planned_day, zone, sent_at)
     SELECT 'campaign:1', id, 'o' || n, 'promotion', 'email', $1::timestamptz - n * interval '9 days', $1::timestamptz - n * interval '8 days', $1, 'sent',
       $1::timestamptz - n * interval '9 days', ($1::timestamptz - n * interval '9 days')::date, 'Europe/London', $1::timestamptz - n * interval '9 days'
     FROM customer, generate_series(1, 2) n WHERE id % 3 = 0`,
    [NOW],
  );
  await db.query(
    `INSERT INTO setting VALUES ('senders', '{"*": {"address": "1 Example Road"}}') ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  await db.query('VACUUM ANALYZE touch');
  await db.query('VACUUM ANALYZE consent');
}

const wish = (customer: number, kind: 'email' | 'webhook', source: string) => ({
  ...{ customer, source, occurrence: 'once', class: 'promotion' as const, kind },
  content: {
    subject: 'New leaves',
    body: 'Hello {{ customer.first_name | default: "there" }}, the new leaves are here.',
  },
  ...{
    why: { code: 'touch_by_hand' },
    validFrom: NOW,
    validUntil: new Date(NOW.getTime() + 5 * 86_400_000),
  },
});

async function proposeAll(
  db: Db,
  count: number,
  kind: 'email' | 'webhook',
  source: string,
): Promise<number> {
  const ids = await db.query<{ id: number }>(
    'SELECT id FROM customer ORDER BY id % 7, id LIMIT $1',
    [count],
  );
  const began = performance.now();
  for (let from = 0; from < ids.length; from += 2_000)
    await db.tx((tx) =>
      propose(
        tx,
        ids.slice(from, from + 2_000).map(({ id }) => wish(id, kind, source)),
        NOW,
      ),
    );
  return (ids.length * 1000) / (performance.now() - began);
}

async function gate(db: Db): Promise<BenchRow[]> {
  const proposed = await proposeAll(db, PROPOSALS, 'email', 'campaign:2');
  let decided = 0;
  const began = performance.now();
  for (;;) {
    const verdicts = await gateSome(db, asks, NOW);
    if (verdicts.length === 0) break;
    decided += verdicts.length;
  }
  const seconds = (performance.now() - began) / 1000;
  // The least it could take: one bare write of as many verdicts.
  const bare = performance.now();
  await db.query(`UPDATE touch SET decided_at = $1 WHERE source = 'campaign:2'`, [NOW]);
  const write = (performance.now() - bare) / 1000;
  const per = decided / seconds;
  return [
    { name: 'proposals a second', value: proposed, unit: '/s' },
    {
      name: `gate: ${decided.toLocaleString('en')} proposals decided, a second`,
      value: per,
      unit: '/s',
      ratio: seconds / write,
      target: '≥ 25,000/s',
      note: 'ratio: to one bare update of as many rows',
    },
  ];
}

function road(db: Db, channels: OpenChannel[]): Outreach {
  const maker = { publicUrl: PUBLIC, business: { key: 'bench', idKey: Buffer.alloc(16, 1) } };
  return {
    ...{
      db,
      worker: 'bench',
      gate: asks,
      channels: async () => channels,
      wait: async () => undefined,
    },
    render: (tx, touches, channel, now) => render(tx, touches, channel, maker, now),
  };
}

const world = { now: () => NOW, allowPrivate: true };

async function send(db: Db, channel: OpenChannel, source: string): Promise<number> {
  await db.query('TRUNCATE touch, touch_body');
  await proposeAll(db, MESSAGES, channel.kind as 'email', source);
  const outreach = road(db, [channel]);
  while ((await gateSome(db, asks, NOW)).length > 0);
  const began = performance.now();
  const { sent } = await tick(outreach, NOW);
  if (sent !== MESSAGES) throw new Error(`${sent} of ${MESSAGES} sent`);
  return (MESSAGES * 1000) / (performance.now() - began);
}

/** nodemailer's own pool with as many connections and the same text, and nothing else. */
async function bareMail(port: number): Promise<number> {
  const pool = createTransport({
    pool: true,
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    maxConnections: 5,
    maxMessages: Infinity,
  });
  const html = `<html><body>${'<p>The new leaves are here.</p>'.repeat(250)}</body></html>`;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, n) =>
      pool.sendMail({
        from: 'shop@example.com',
        to: `buyer${n}@example.com`,
        subject: 'New leaves',
        text: 'Hello there, the new leaves are here.',
        html,
      }),
    ),
  );
  const rate = (MESSAGES * 1000) / (performance.now() - began);
  pool.close();
  return rate;
}

async function mail(db: Db): Promise<BenchRow> {
  const peer = await smtpPeer();
  const vendor = VENDORS['smtp'];
  if (!vendor) throw new Error('no smtp');
  const config = vendor.config.parse({
    host: '127.0.0.1',
    port: peer.port,
    security: 'none',
    from: 'shop@example.com',
  });
  const sender = vendor.open(config, {}, world);
  const bare = await bareMail(peer.port);
  const ours = await send(
    db,
    { id: null, kind: 'email', vendor, isDefault: true, perSecond: null, concurrency: 4, sender },
    'campaign:3',
  );
  await sender.close();
  await peer.close();
  return {
    name: 'mails a second, to a local SMTP sink',
    value: ours,
    unit: '/s',
    ratio: ours / bare,
    target: '≥ 1,700/s, ≥ 0.8×',
    note: `bare nodemailer pool ${Math.round(bare)}/s; the sink shares the process`,
  };
}

async function webhook(db: Db): Promise<BenchRow> {
  const peer = await httpPeer(() => ({ json: {} }));
  const vendor = VENDORS['webhook'];
  if (!vendor) throw new Error('no webhook');
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const sender = vendor.open({ endpoint: peer.url }, { secret }, world);
  const ours = await send(
    db,
    { id: null, kind: 'webhook', vendor, isDefault: true, perSecond: null, concurrency: 4, sender },
    'campaign:4',
  );
  await sender.close();
  await peer.close();
  return {
    name: 'messages a second, to a local webhook',
    value: ours,
    unit: '/s',
    target: '≥ 4,000/s',
    note: 'the sink shares the process',
  };
}

async function idle(db: Db): Promise<BenchRow> {
  const outreach = road(db, []);
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const began = performance.now();
    await tick(outreach, NOW);
    times.push(performance.now() - began);
  }
  return {
    name: 'a tick with nothing due',
    value: times.toSorted((a, b) => a - b)[10] ?? 0,
    unit: 'ms',
    target: '≤ 100 ms',
  };
}

/** The one road over a shop with history: deciding, and sending to sinks on loopback. */
export const run = ({ customers = 1_000_000 }: BenchOptions): Promise<BenchRow[]> =>
  withLedger(customers, async ({ db }) => {
    await reachable(db);
    const rows = await gate(db);
    rows.push(await idle(db));
    rows.push(await webhook(db));
    rows.push(await mail(db));
    return rows;
  });
