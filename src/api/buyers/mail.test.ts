import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import { addCustomer, addShop, insert } from '../../../test/support/people.ts';
import { smtpPeer } from '../../../test/support/peers/smtp.ts';
import { publicId } from '../context.ts';

const PUBLIC = 'https://shop.example.com';
const api = testApi({ roles: ['owner'], publicUrl: PUBLIC, allowPrivate: true });
let peer: Awaited<ReturnType<typeof smtpPeer>>;
let ann: string;
let ben: string;
let may: string;
let sky: string;

beforeAll(async () => {
  peer = await smtpPeer();
  await api().ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    const somebody = async (name: string, country: string | null = 'GB') => {
      const about = { name, email: `${name}@example.com`, country, shop_id: shop };
      const id = await addCustomer(tx, about);
      const at = new Date('2026-02-01');
      await insert(tx, 'consent', {
        ...{ customer_id: id, channel: 'email', purpose: 'promotion', state: 'granted' },
        ...{ source: 'form', occurred_at: at, known_at: at },
      });
      return publicId(api().ctx, 'cus', id);
    };
    [ann, ben] = [await somebody('ann'), await somebody('ben')];
    [may, sky] = [await somebody('may', 'CN'), await somebody('sky', null)];
    await tx.run(
      `INSERT INTO setting VALUES ('senders', '{"*": {"address": "1 Tea Street, Leeds"}}')`,
    );
  });
  await api()
    .as('owner')
    .post('/v1/channels', {
      ...{ name: 'Mail', kind: 'email', vendor: 'smtp', is_default: true },
      config: {
        ...{ host: '127.0.0.1', port: peer.port, security: 'none' },
        from: 'hello@shop.example.com',
      },
    });
});
afterAll(() => peer.close());

/** A mail that has gone out and arrived, a day after the one before. */
async function arrived(content: { subject: string; body: string }, who = ann) {
  const before = peer.letters.length;
  // The same hour of the next day: no quiet hour in London nor in Shanghai.
  api().pass(24 * 3_600_000);
  const made = await api()
    .as('owner')
    .post(`/v1/customers/${who}/touches`, { kind: 'email', class: 'promotion', content });
  await api().local.post('/v1/road/tick', { now: api().ctx.now().toISOString() });
  const letter = (await peer.mails())[before];
  if (!letter) throw new Error(JSON.stringify(made.body));
  const texts = { text: letter.text ?? '', html: String(letter.html) };
  return { id: made.body.id as string, key: letter.messageId?.slice(1, 37), ...texts };
}

const opened = async (url: string) =>
  (await api().app.request(url.replace(PUBLIC, 'http://localhost'))).headers.get('location');

test('an address written in the body of a mail is a counted link in both parts; what is no web address stays as it was written', async () => {
  const body =
    'Leaves (https://shop.example.com/leaves?a=1&b=2), cups: https://cups.example.com/new. Write to mailto:care@shop.example.com or tel:+441130000000.';
  const { id, text, html } = await arrived({ subject: 'Spring', body });
  const short = /https:\/\/shop\.example\.com\/l\/[\w-]+\/[\w-]+/g;
  const [leaves = '', cups = '', ...more] = text.match(short) ?? [];
  expect(more).toEqual([]);
  expect(await opened(leaves)).toBe('https://shop.example.com/leaves?a=1&b=2');
  expect(await opened(cups)).toBe('https://cups.example.com/new');
  expect(text).toContain(`(${leaves}), cups: ${cups}. Write to mailto:care@shop.example.com`);
  // In the page they are read as they were written.
  expect(html).toContain(
    `(<a class="link" href="${leaves}">https://shop.example.com/leaves?a=1&amp;b=2</a>), cups: <a class="link" href="${cups}">https://cups.example.com/new</a>.`,
  );
  expect(html).toContain('or tel:+441130000000.');
  expect(html).not.toMatch(/<a[^>]*<a|href="mailto:|href="tel:/);
  for (const part of [text, html]) expect(part).toMatch(/https:\/\/shop\.example\.com\/u\//);
  const touch = (await api().as('owner').get(`/v1/touches/${id}`)).body;
  expect(touch.clicked_at).toBe(api().ctx.now().toISOString());
});

/** As a mail server writes it (RFC 3464). */
const report = (key: string | undefined, address: string, status: string) =>
  [
    'From: MAILER-DAEMON@mail.example.com',
    'To: hello@shop.example.com',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mail.example.com',
    ...(key ? [`Original-Envelope-Id: ${key}`] : []),
    '',
    `Final-Recipient: rfc822; ${address}`,
    'Action: failed',
    `Status: ${status}`,
    '',
    '--b--',
    '',
  ].join('\r\n');

test('a mail that came back ends its address for good or only this once, whoever wrote the report names no other; told again it changes nothing', async () => {
  const owner = api().as('owner');
  const made = await owner.post('/v1/tokens', { name: 'Mail server', role: 'agent' });
  const [channel] = (await owner.get('/v1/channels')).body.data;
  const hand = async (body: string, id: string = channel.id) => {
    const reply = await api().app.request(`http://localhost/v1/channels/${id}/bounces`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${made.body.token}`, 'content-type': 'message/rfc822' },
    });
    return { status: reply.status, body: await reply.json() };
  };
  const suppressed = () =>
    api().ctx.db.query('SELECT address, reason FROM suppression ORDER BY id');
  const happened = async (id: string) =>
    (await owner.get(`/v1/touches/${id}`)).body.events.filter(
      ({ type }: { type: string }) => type === 'touch.bounced',
    );
  const content = { subject: 'Cups', body: 'New cups' };

  const full = await arrived(content, ben);
  const soft = report(full.key, 'ben@example.com', '4.2.2');
  expect((await hand(soft)).body).toEqual({
    data: [{ type: 'bounced', address: 'ben@example.com', permanent: false }],
    known: false,
  });
  expect(await suppressed()).toEqual([]);
  expect(await happened(full.id)).toHaveLength(1);
  expect((await hand(soft)).body.known).toBe(true);
  expect(await happened(full.id)).toHaveLength(1);

  // It was forwarded; what is told of elsewhere, true or not, is told of the address that we wrote to.
  const gone = await arrived(content, ben);
  const hard = report(gone.key, 'ann@example.com', '5.1.1');
  expect((await hand(hard)).body.data[0]).toMatchObject({
    address: 'ben@example.com',
    permanent: true,
  });
  expect(await suppressed()).toEqual([{ address: 'ben@example.com', reason: 'bounced' }]);
  expect(await happened(gone.id)).toHaveLength(1);
  const next = await owner.post(`/v1/customers/${ben}/touches`, {
    ...{ kind: 'email', class: 'service', content },
  });
  expect(next.body.reason.code).toBe('touch_suppressed');

  const stranger = await hand(
    report('0f8fad5b-d9cb-469f-a165-70867728950e', 'ann@example.com', '5.1.1'),
  );
  expect([stranger.status, stranger.body.code]).toEqual([422, 'bounce_unknown']);
  const never = await hand(report(undefined, 'nobody@example.com', '5.1.1'));
  expect(never.body.code).toBe('bounce_unknown');
  const away = await hand('Subject: Out of office\r\n\r\nback on Monday');
  expect([away.status, away.body.code]).toEqual([422, 'bounce_unreadable']);
  expect(away.body.detail).toContain('nothing was changed');
  expect((await hand(hard, 'chn_zzzz')).status).toBe(404);
  expect(await suppressed()).toHaveLength(1);
});

test('openings are counted only by an account that was told to, never where the law asks first or nobody knows where somebody lives, and once', async () => {
  const owner = api().as('owner');
  const content = { subject: 'Cups', body: 'New cups' };
  const picture = /<img src="https:\/\/shop\.example\.com(\/o\/[^"]+)" width="1" height="1" alt=""/;
  expect((await arrived(content, may)).html).not.toMatch(picture);

  const [channel] = (await owner.get('/v1/channels')).body.data;
  const told = await owner.send('PUT', `/v1/channels/${channel.id}`, {
    ...{ name: channel.name, kind: 'email', vendor: 'smtp', is_default: true },
    config: { ...channel.config, countOpens: true },
  });
  expect(told.status).toBe(200);
  for (const who of [ann, sky]) expect((await arrived(content, who)).html).not.toMatch(picture);
  const { id, html } = await arrived(content, may);
  const [, path = ''] = picture.exec(html) ?? [];
  const load = (where: string, method = 'GET') =>
    api().app.request(`http://localhost${where}`, { method });
  const touch = async () => (await owner.get(`/v1/touches/${id}`)).body;
  // What the shop reads in its outbox counts nothing.
  expect((await touch()).body.html).not.toContain('/o/');
  expect((await load(path, 'HEAD')).status).toBe(200);
  expect((await touch()).opened_at).toBeNull();
  const shown = await load(path);
  const { headers } = shown;
  expect([shown.status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
    ...[200, 'image/gif', 'no-store'],
  ]);
  const first = api().ctx.now().toISOString();
  api().pass(60_000);
  await load(path);
  const { opened_at, events } = await touch();
  expect(opened_at).toBe(first);
  expect(events.filter(({ type }: { type: string }) => type === 'touch.opened')).toHaveLength(1);
  const forged = path.slice(0, -1) + (path.endsWith('0') ? '1' : '0');
  expect((await load(forged)).status).toBe(404);
});
