import { beforeAll, beforeEach, expect, test } from 'vitest';
import { addCustomer, addShop, insert } from '../../../test/support/people.ts';
import { recordingChannel, testOutreach, wish } from '../../../test/support/outreach.ts';
import { testDb } from '../../../test/support/db.ts';
import { mergeCustomers } from '../../ledger/customers/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import { propose, settleRestored } from '../touches/index.ts';
import { tick } from './index.ts';

/** Noon in Shanghai. */
const NOW = new Date('2026-06-10T04:00:00Z');
const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

let db: Db;
let shop: number;
beforeAll(async () => {
  ({ db } = await testDb());
  shop = await db.tx((tx) => addShop(tx));
});
beforeEach(() => db.query('TRUNCATE touch, touch_body, channel, suppression'));

let people = 0;
/** Somebody in China who said yes to mail. */
const somebody = (consent: string | null = 'granted'): Promise<number> =>
  db.tx(async (tx) => {
    const id = await addCustomer(tx, {
      email: `buyer${++people}@example.com`,
      country: 'CN',
      shop_id: shop,
    });
    if (consent) await say(id, consent, tx);
    return id;
  });

const say = (
  customer: number,
  state: string,
  tx: Parameters<typeof insert>[0],
  at = later(-HOUR),
) =>
  insert(tx, 'consent', {
    ...{ customer_id: customer, channel: 'email', purpose: 'promotion', state, source: 'form' },
    ...{ occurred_at: at, known_at: at },
  });

interface Row {
  state: string;
  reason: string | null;
  attempts: number;
  planned_at: Date;
}
const touches = (): Promise<Row[]> =>
  db.query<Row>('SELECT state, reason, attempts, planned_at FROM touch ORDER BY id');

const put = (...wishes: Parameters<typeof propose>[1]) => db.tx((tx) => propose(tx, wishes, NOW));

test('what is proposed twice is one touch, also through another profile of the same person', async () => {
  const [a, b] = [await somebody(), await somebody()];
  const once = wish(a, NOW, { occurrence: 'birthday' });
  expect(await put(once, once)).toHaveLength(1);
  expect(await put(once)).toHaveLength(0);
  await db.tx((tx) => mergeCustomers(tx, { profile: b, byUser: 1 }, a, NOW));
  expect(await put({ ...once, customer: b })).toHaveLength(0);
  const { channel, sent } = recordingChannel();
  const { outreach } = testOutreach(db, [channel]);
  expect(await tick(outreach, NOW)).toMatchObject({ sent: 1 });
  expect(await tick(outreach, later(HOUR))).toMatchObject({ sent: 0 });
  expect(sent).toHaveLength(1);
});

test('who takes their yes back between the plan and the hour gets nothing, and it says so', async () => {
  const a = await somebody();
  const { channel, sent } = recordingChannel();
  const { outreach } = testOutreach(db, [channel]);
  await put(wish(a, NOW, { validFrom: later(HOUR) }));
  await tick(outreach, NOW);
  expect((await touches())[0]).toMatchObject({ state: 'scheduled', planned_at: later(HOUR) });
  await db.tx((tx) => say(a, 'withdrawn', tx, later(1)));
  await tick(outreach, later(2 * HOUR));
  expect((await touches())[0]).toMatchObject({ state: 'blocked', reason: 'consent_refused' });
  expect(sent).toHaveLength(0);
});

test('a better proposal that arrives while another waits takes its place; the other is moved or outbid', async () => {
  const a = await somebody();
  const { outreach } = testOutreach(db, [recordingChannel().channel]);
  const noon = { validFrom: later(HOUR), validUntil: later(3 * HOUR) };
  await put(wish(a, NOW, { ...noon, value: 10 }));
  await tick(outreach, NOW);
  await put(wish(a, NOW, { ...noon, value: 90, source: 'campaign:2' }));
  await tick(outreach, NOW);
  expect((await touches()).map(({ state, reason }) => [state, reason])).toEqual([
    ['blocked', 'outbid'],
    ['scheduled', null],
  ]);
});

test('a refused message waits longer each time and goes out once; an address of no use is not written to again', async () => {
  const [a, b] = [await somebody(), await somebody()];
  let ill = true;
  const bounce = `buyer${people}@example.com`;
  const { channel, sent } = recordingChannel(({ to }) => {
    if (to === bounce)
      return { state: 'failed', problem: { code: 'channel_bad_address' }, suppress: 'bounced' };
    if (ill) return { state: 'retry', problem: { code: 'channel_busy' } };
    return { state: 'sent', providerId: 'p1' };
  });
  const { outreach } = testOutreach(db, [channel]);
  await put(wish(a, NOW), wish(b, NOW));
  await tick(outreach, NOW);
  const [first, second] = await touches();
  expect(first).toMatchObject({ state: 'scheduled', attempts: 1 });
  expect(first?.planned_at.getTime()).toBeGreaterThan(NOW.getTime() + 10_000);
  expect(second).toMatchObject({ state: 'failed', reason: 'channel_bad_address' });
  await tick(outreach, later(1000));
  expect((await touches())[0]).toMatchObject({ attempts: 1 });
  ill = false;
  await tick(outreach, later(60_000));
  expect((await touches())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  expect(new Set(sent.filter(({ to }) => to !== bounce).map(({ key }) => key)).size).toBe(1);
  await put(wish(b, NOW, { validFrom: later(2 * HOUR) }));
  await tick(outreach, later(2 * HOUR));
  expect((await touches()).at(-1)).toMatchObject({ state: 'blocked', reason: 'suppressed' });
});

test('a channel that says it is ill pauses at once, with its reason; nothing that waits is lost', async () => {
  const id = await db.tx((tx) =>
    insert(tx, 'channel', {
      name: 'Mail',
      kind: 'email',
      vendor: 'smtp',
      created_at: NOW,
      changed_at: NOW,
    }),
  );
  const { channel, sent } = recordingChannel(
    () => ({ state: 'pause', problem: { code: 'channel_wrong_password' } }),
    {
      id,
      concurrency: 1,
      vendor: { name: 'smtp', idempotent: false, batch: 1, needsApproval: false },
    },
  );
  const { outreach } = testOutreach(db, [channel]);
  await put(
    ...(await Promise.all([somebody(), somebody(), somebody()])).map((one) => wish(one, NOW)),
  );
  await tick(outreach, NOW);
  expect(sent).toHaveLength(1);
  expect((await touches()).map(({ state, attempts }) => [state, attempts])).toEqual(
    Array.from({ length: 3 }, () => ['scheduled', 0]),
  );
  const [row] = await db.query('SELECT paused_at, pause_reason FROM channel');
  expect(row).toMatchObject({ paused_at: NOW, pause_reason: { code: 'channel_wrong_password' } });
});

/** A worker whose process dies while the vendor has its messages: they stay `sending`. */
async function dieWhileSending(over: Parameters<typeof recordingChannel>[1], clock = NOW) {
  let arrived = (): void => undefined;
  const there = new Promise<void>((resolve) => (arrived = resolve));
  const hanging = recordingChannel(() => {
    arrived();
    return new Promise(() => undefined);
  }, over);
  const dead = testOutreach(db, [hanging.channel], 'w-dead');
  await dead.live();
  void tick(dead.outreach, clock);
  await there;
  return { ...dead, sent: hanging.sent };
}

test('after a crash nothing is sent blindly: again with the same key where the vendor knows keys, else unknown', async () => {
  for (const idempotent of [true, false]) {
    await db.query('TRUNCATE touch');
    await put(wish(await somebody(), NOW));
    const { die, sent: before } = await dieWhileSending({ idempotent });
    const { channel, sent } = recordingChannel(undefined, { idempotent });
    const { outreach } = testOutreach(db, [channel], 'w2');
    // It lives: however far the clocks have gone, its messages are its own.
    expect(await tick(outreach, later(48 * HOUR))).toMatchObject({ recovered: 0 });
    die();
    await expect.poll(async () => (await tick(outreach, later(HOUR))).recovered).toBe(1);
    expect((await touches())[0]).toMatchObject(
      idempotent ? { state: 'sent' } : { state: 'unknown', reason: 'touch_interrupted' },
    );
    expect(sent.map(({ key }) => key)).toEqual(idempotent ? before.map(({ key }) => key) : []);
  }
});

test('a vendor that can be asked is asked, again later where it lists late, and nothing is sent twice', async () => {
  const [has, hasNot] = [await somebody(), await somebody()];
  await put(wish(has, NOW), wish(hasNot, NOW));
  const { die } = await dieWhileSending({});
  die();
  const keys = await db.query<{ key: string }>('SELECT key FROM touch ORDER BY id');
  const listed = new Set([keys[0]?.key]);
  const { channel, sent } = recordingChannel(undefined, {
    lookup: async ({ key }) =>
      listed.has(key) ? { state: 'sent', providerId: 'found' } : undefined,
  });
  const { outreach } = testOutreach(db, [channel], 'w2');
  await expect.poll(async () => (await tick(outreach, later(HOUR))).recovered).toBe(2);
  expect((await touches()).map(({ state }) => state)).toEqual(['sent', 'unknown']);
  // It is listed late; and what nobody ever lists is not sent again.
  listed.add(keys[1]?.key ?? '');
  await tick(outreach, later(HOUR + 60_000));
  expect((await touches())[1]).toMatchObject({ state: 'unknown' });
  await tick(outreach, later(2 * HOUR));
  expect((await touches()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  expect(sent).toEqual([]);
});

test('two workers at once never pass a cap and never send twice', async () => {
  const everyone = await Promise.all(Array.from({ length: 60 }, () => somebody()));
  const { channel, sent } = recordingChannel(undefined, { concurrency: 3 });
  const workers = ['w1', 'w2'].map((name) => testOutreach(db, [channel], name).outreach);
  for (let round = 0; round < 4; round++) {
    await put(...everyone.map((one) => wish(one, NOW, { source: `campaign:${round}` })));
    await Promise.all(workers.map((worker) => tick(worker, later(round * 24 * HOUR))));
  }
  await Promise.all(workers.map((worker) => tick(worker, later(96 * HOUR))));
  expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
  const perDay = await db.query<{ most: number }>(
    `SELECT max(n) AS most FROM (SELECT count(*) AS n FROM touch WHERE state = 'sent' GROUP BY customer_id, planned_day) x`,
  );
  expect(perDay[0]?.most).toBe(1);
  const perWeek = await db.query<{ most: number; people: number }>(
    `SELECT max(n) AS most, count(*) AS people FROM (SELECT count(*) AS n FROM touch WHERE state = 'sent' GROUP BY customer_id) x`,
  );
  expect(perWeek[0]).toEqual({ most: 2, people: 60 });
});

test('a restored backup sends nothing again: what was to go is stopped and says why, what was under way is unknown', async () => {
  await put(wish(await somebody(), NOW), wish(await somebody(), NOW, { validFrom: later(HOUR) }));
  await dieWhileSending({}).then(({ die }) => die());
  await db.tx((tx) => settleRestored(tx, NOW));
  const { channel, sent } = recordingChannel();
  await tick(testOutreach(db, [channel], 'w2').outreach, later(2 * HOUR));
  expect((await touches()).map(({ state, reason }) => [state, reason])).toEqual([
    ['unknown', 'touch_restored'],
    ['cancelled', 'restored'],
  ]);
  expect(sent).toEqual([]);
});
