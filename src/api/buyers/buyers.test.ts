import { beforeAll, expect, test } from 'vitest';
import { testApi } from '../../../test/support/api.ts';
import { addCustomer, addShop, insert } from '../../../test/support/people.ts';
import { shortLinkOf } from '../../outreach/tracking/index.ts';
import { innerId, publicId } from '../context.ts';

let ann: string;
let profile: number;
let other: number;
const PUBLIC = 'https://shop.example.com';
const api = testApi({ roles: ['owner'], publicUrl: PUBLIC });

beforeAll(async () => {
  await api().ctx.db.tx(async (tx) => {
    const shop = await addShop(tx, 'Tea house');
    profile = await addCustomer(tx, {
      name: 'Ann',
      email: 'ann@example.com',
      country: 'GB',
      shop_id: shop,
    });
    // The same person in another shop, under another address.
    other = await addCustomer(tx, {
      name: 'Ann',
      email: 'ann2@example.com',
      country: 'GB',
      shop_id: await addShop(tx, 'Cup house'),
      person_id: profile,
    });
    for (const id of [profile, other])
      await insert(tx, 'consent', {
        ...{
          customer_id: id,
          channel: 'email',
          purpose: 'promotion',
          state: 'granted',
          source: 'form',
        },
        ...{ occurred_at: new Date('2026-02-01'), known_at: new Date('2026-02-01') },
      });
    await tx.run(
      `INSERT INTO setting VALUES ('senders', '{"*": {"address": "1 Tea Street, Leeds"}}')`,
    );
    ann = publicId(api().ctx, 'cus', profile);
  });
});

/** Eight in the morning and later in London, where it is no quiet hour. */
async function mail(
  body = 'New leaves: https://shop.example.com/leaves?a=1&b=2',
): Promise<{ id: string; text: string }> {
  api().pass(25 * 3_600_000);
  const made = await api()
    .as('owner')
    .post(`/v1/customers/${ann}/touches`, {
      ...{ kind: 'email', class: 'promotion', content: { subject: 'Spring', body } },
    });
  await api().local.post('/v1/road/tick', { now: api().ctx.now().toISOString() });
  const one = (await api().as('owner').get(`/v1/touches/${made.body.id}`)).body;
  return { id: made.body.id, text: one.body?.text ?? '' };
}
const path = (text: string, what: string): string =>
  new RegExp(`${PUBLIC}(/${what}/[^\\s"<]+)`).exec(text)?.[1] ?? '';
const form = (where: string, body: string) =>
  api().app.request(`http://localhost${where}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
const said = () =>
  api().ctx.db.query<{ channel: string; purpose: string; state: string; source: string }>(
    `SELECT channel, purpose, state, source FROM consent WHERE source <> 'form' ORDER BY id`,
  );

test('a link in a mail is short, counts the click once and leads on; a forged one leads nowhere', async () => {
  const { id, text } = await mail();
  const link = path(text, 'l');
  expect(link).not.toBe('');
  for (let i = 0; i < 2; i++) {
    const reply = await api().app.request(`http://localhost${link}`);
    expect([reply.status, reply.headers.get('location')]).toEqual([
      302,
      'https://shop.example.com/leaves?a=1&b=2',
    ]);
  }
  const touch = (await api().as('owner').get(`/v1/touches/${id}`)).body;
  expect(touch.clicked_at).toBe(api().ctx.now().toISOString());
  const forged = link.slice(0, -1) + (link.endsWith('0') ? '1' : '0');
  expect(shortLinkOf(api().ctx.business.idKey, forged.split('/').at(-1) ?? '')).toBeUndefined();
  const nowhere = await api().app.request(`http://localhost${forged}`);
  expect([nowhere.status, nowhere.headers.get('location')]).toEqual([404, null]);
});

test('opening an unsubscribe link changes nothing; one click posted by the mail program stops every shop', async () => {
  const { text } = await mail();
  const link = path(text, 'u');
  const page = await api().app.request(`http://localhost${link}`, {
    headers: { 'accept-language': 'zh-CN' },
  });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('我们可以给您发什么');
  expect(await said()).toEqual([]);

  const done = await form(link, 'List-Unsubscribe=One-Click');
  expect(done.status).toBe(200);
  await form(link, 'List-Unsubscribe=One-Click');
  expect(await said()).toEqual([
    { channel: 'email', purpose: 'promotion', state: 'withdrawn', source: 'unsubscribe' },
    { channel: 'email', purpose: 'care', state: 'withdrawn', source: 'unsubscribe' },
  ]);
  // In the other shop, to the other address, as well.
  api().pass(25 * 3_600_000);
  const refused = await api()
    .as('owner')
    .post(`/v1/customers/${publicId(api().ctx, 'cus', other)}/touches`, {
      ...{ kind: 'email', class: 'promotion', content: { subject: 'Cups', body: 'New cups' } },
    });
  expect(refused.body).toMatchObject({
    state: 'blocked',
    reason: { code: 'touch_consent_refused' },
  });
  expect(refused.body.reason.text).toContain('one-click unsubscribe');
});

/** Where the preference link of the latest mail leads. */
async function pageOfLast(): Promise<string> {
  const { rows } = await api().ctx.db.pool.query<{ id: number }>(
    'SELECT max(id)::int AS id FROM touch WHERE state = $1',
    ['sent'],
  );
  const id = publicId(api().ctx, 'tch', rows[0]?.id ?? 0);
  return path((await api().as('owner').get(`/v1/touches/${id}`)).body.body.text, 'p');
}

test('on their page a buyer allows again what they want, asks for fewer, and stops all', async () => {
  const token = await pageOfLast();
  const saved = await form(token, 'email_promotion=on&fewer=on&do=save');
  const html = await saved.text();
  expect(html).toContain('role="status"');
  expect(html).toMatch(/name="email_promotion" checked/);
  expect(html).toMatch(/name="fewer" checked/);
  expect(html).not.toMatch(/name="email_care" checked/);
  expect((await said()).at(-1)).toEqual({
    channel: 'email',
    purpose: 'promotion',
    state: 'granted',
    source: 'page',
  });
  await form(token, 'do=stop');
  expect((await said()).slice(-1)).toEqual([
    expect.objectContaining({ channel: 'wecom', state: 'withdrawn' }),
  ]);
  expect((await api().app.request(`http://localhost${token.replace(/.$/, '!')}`)).status).toBe(404);
});

test('a buyer leaves out a topic and says their birthday; the gate keeps to the one, the other is theirs to take back', async () => {
  const owner = api().as('owner');
  const write = async (name: string, topic: string) =>
    (
      await owner.post('/v1/templates', {
        ...{ name, topic, kind: 'email', class: 'promotion' },
        variants: { en: { subject: name, blocks: [{ type: 'text', text: 'Fresh leaves.' }] } },
      })
    ).body.id as string;
  const reorder = await write('Tin is empty', 'reorder');
  const evening = await write('Tea evening', '茶会 <b>');
  expect((await owner.post('/v1/templates', { name: 'x', topic: 'promotion' })).status).toBe(422);
  const page = await pageOfLast();
  const before = await api().app.request(`http://localhost${page}`);
  const shown = await before.text();
  expect(shown).toMatch(/name="topic" value="reorder" checked>Reminders to order again/);
  expect(shown).toMatch(/value="茶会 &lt;b&gt;" checked>茶会 &lt;b&gt;/);
  const wish = (more: string) => form(page, `do=save&email_promotion=on&${more}`);
  const own = encodeURIComponent('茶会 <b>');
  const saved = await wish(`asked=reorder&asked=${own}&topic=${own}&month=2&day=30`);
  expect(await saved.text()).toContain('role="alert"');
  const birthday = async () => {
    const { occasions } = (await owner.get(`/v1/customers/${ann}`)).body;
    return occasions.find((one: { kind: string }) => one.kind === 'birthday');
  };
  expect(await birthday()).toBeUndefined();
  const words = await api().ctx.db.query(
    `SELECT channel, state, proof->>'words' AS words FROM consent WHERE purpose IN ('reorder', '茶会 <b>') ORDER BY id`,
  );
  expect(words).toEqual(
    ['email', 'sms', 'wecom'].map((channel) => ({
      ...{ channel, state: 'withdrawn', words: expect.stringContaining('asked=reorder') },
    })),
  );
  const send = (template_id: string) =>
    owner.post(`/v1/customers/${ann}/touches`, {
      ...{ kind: 'email', class: 'promotion', template_id, dry_run: true },
    });
  api().pass(25 * 3_600_000);
  expect((await send(reorder)).body.reason).toMatchObject({ code: 'touch_consent_topic_refused' });
  expect((await send(evening)).body.state).toBe('scheduled');

  await wish(`asked=reorder&topic=reorder&month=8&day=15&lunar=on`);
  expect(await birthday()).toMatchObject({ year: null, month: 8, day: 15, lunar: true });
  api().pass(1000);
  expect((await send(reorder)).body.state).toBe('scheduled');
  expect(await (await api().app.request(`http://localhost${page}`)).text()).toMatch(
    /<option value="8" selected>August[^]*name="lunar" checked/,
  );
  await wish('month=&day=');
  expect(await birthday()).toBeUndefined();
});

test('what a vendor tells is obeyed once, only at its own address; a reply that means stop stops', async () => {
  const owner = api().as('owner');
  const bob = await api().ctx.db.tx((tx) =>
    addCustomer(tx, { name: 'Bob', phone: '+8613800000042', country: 'CN' }),
  );
  await owner.post('/v1/channels', {
    ...{ name: 'SMS', kind: 'sms', vendor: 'aliyun' },
    config: { accessKeyId: 'LTAIEXAMPLE00000' },
    secrets: { accessKeySecret: 'EXAMPLE' },
  });
  const [channel] = (await owner.get('/v1/channels')).body.data;
  const hook = new URL(channel.callback_url).pathname;
  const reply = JSON.stringify([
    {
      phone_number: '13800000042',
      content: 'TD',
      sign_name: 'Tea',
      send_time: '2026-03-01 10:00:00',
      dest_code: '1',
      sequence_id: 7,
    },
  ]);
  const call = (where: string) =>
    api().app.request(`http://localhost${where}`, {
      method: 'POST',
      body: reply,
      headers: { 'content-type': 'application/json' },
    });
  expect((await call(`${hook.slice(0, -1)}!`)).status).toBe(404);
  for (let i = 0; i < 3; i++) expect((await call(hook)).status).toBe(200);
  const events = await api().ctx.db.query(`SELECT type FROM event WHERE type = 'touch.replied'`);
  expect(events).toHaveLength(1);
  const words = await api().ctx.db.query(
    'SELECT channel, purpose, state, proof FROM consent WHERE customer_id = $1 ORDER BY id',
    [bob],
  );
  const proof = { what: 'replied', words: 'TD' };
  expect(words).toEqual(
    ['promotion', 'care'].map((purpose) => ({
      channel: 'sms',
      purpose,
      state: 'withdrawn',
      proof,
    })),
  );
});

test('a stop from an address that several share stops everybody who is reached there, now or later, until they say yes again', async () => {
  const owner = api().as('owner');
  const phone = '+8613800000043';
  const [shop, cups] = (await owner.get('/v1/shops')).body.data;
  const profile = (name: string, shop_id: number) =>
    api().ctx.db.tx((tx) => addCustomer(tx, { name, phone, country: 'CN', shop_id }));
  const inner = (id: string) => innerId(api().ctx, 'shop', id) as number;
  const people = [await profile('Cai', inner(shop.id)), await profile('Dai', inner(cups.id))];
  const yes = (id: number) =>
    api().ctx.db.tx((tx) =>
      insert(tx, 'consent', {
        ...{ customer_id: id, channel: 'sms', purpose: 'promotion', state: 'granted' },
        ...{ source: 'form', occurred_at: api().ctx.now(), known_at: api().ctx.now() },
      }),
    );
  for (const id of people) await yes(id);
  const tell = (type: 'promotion' | 'service', id: number) =>
    owner.post(`/v1/customers/${publicId(api().ctx, 'cus', id)}/touches`, {
      ...{ kind: 'sms', class: type, content: { body: 'New leaves' } },
    });
  const [channel] = (await owner.get('/v1/channels')).body.data;
  api().pass(3_600_000);
  const stopIt = await api().app.request(
    `http://localhost${new URL(channel.callback_url).pathname}`,
    {
      method: 'POST',
      body: JSON.stringify([
        {
          ...{ phone_number: '13800000043', content: '退订', sign_name: 'Tea' },
          ...{ send_time: '2026-03-09 10:00:00', dest_code: '1', sequence_id: 8 },
        },
      ]),
      headers: { 'content-type': 'application/json' },
    },
  );
  expect(stopIt.status).toBe(200);
  for (const id of people)
    expect((await tell('promotion', id)).body).toMatchObject({
      state: 'blocked',
      reason: { code: 'touch_consent_refused' },
    });
  // Somebody new with this phone, who never said a word to us.
  const late = await profile('Eve', inner(cups.id));
  const refused = await tell('promotion', late);
  expect(refused.body.reason).toMatchObject({ code: 'touch_consent_address_stopped' });
  expect((await tell('service', late)).body.state).not.toBe('blocked');
  api().pass(25 * 3_600_000);
  await yes(late);
  expect((await tell('promotion', late)).body.state).not.toBe('blocked');
  expect((await tell('promotion', people[0] as number)).body.state).toBe('blocked');
});
