import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import { addCustomer, addShop, insert } from '../../../test/support/people.ts';
import { smtpPeer } from '../../../test/support/peers/smtp.ts';
import { publicId } from '../context.ts';

const PUBLIC = 'https://shop.example.com';
const api = testApi({ roles: ['owner'], publicUrl: PUBLIC, allowPrivate: true });
let peer: Awaited<ReturnType<typeof smtpPeer>>;
let ann: string;

beforeAll(async () => {
  peer = await smtpPeer();
  await api().ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    const about = { name: 'Ann', email: 'ann@example.com', country: 'GB', shop_id: shop };
    const id = await addCustomer(tx, about);
    await insert(tx, 'consent', {
      ...{ customer_id: id, channel: 'email', purpose: 'promotion', state: 'granted' },
      ...{ source: 'form', occurred_at: new Date('2026-02-01'), known_at: new Date('2026-02-01') },
    });
    await tx.run(
      `INSERT INTO setting VALUES ('senders', '{"*": {"address": "1 Tea Street, Leeds"}}')`,
    );
    ann = publicId(api().ctx, 'cus', id);
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
async function arrived(content: { subject: string; body: string }) {
  api().pass(25 * 3_600_000);
  const made = await api()
    .as('owner')
    .post(`/v1/customers/${ann}/touches`, { kind: 'email', class: 'promotion', content });
  await api().local.post('/v1/road/tick', { now: api().ctx.now().toISOString() });
  const letter = (await peer.mails()).at(-1);
  return { id: made.body.id as string, text: letter?.text ?? '', html: String(letter?.html) };
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
