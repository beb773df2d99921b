import { expect, test } from 'vitest';
import { cookieOf, makeApi, PASSWORD, testApi } from '../../test/support/api.ts';

const api = testApi();
const shop = { name: 'Gift shop', platform: 'other', currency: 'GBP', time_zone: 'Europe/London' };

test('another site’s page can change nothing with the browser’s cookie', async () => {
  const change = (headers: Record<string, string>) =>
    api().as('owner').send('PATCH', '/v1/session', { name: 'owner' }, headers);
  expect((await change({ 'sec-fetch-site': 'cross-site' })).body.code).toBe('cross_site');
  expect((await change({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
  expect((await change({ origin: 'https://evil.example.com' })).status).toBe(403);
  expect((await change({ origin: 'null' })).status).toBe(403);
  expect(
    (await change({ origin: 'http://localhost', 'sec-fetch-site': 'same-origin' })).status,
  ).toBe(200);
  expect((await change({ origin: 'http://localhost' })).status).toBe(200);
  const signIn = await api().anonymous.post('/v1/session', {}, { 'sec-fetch-site': 'cross-site' });
  expect(signIn.body.code).toBe('cross_site');
});

test('guessing a password is slowed down by account and by address', async () => {
  const fresh = await makeApi({ roles: ['owner'], trustProxy: true });
  const guess = (email: string, ip: string) =>
    fresh.anonymous.post(
      '/v1/session',
      { email, password: 'guess guess' },
      { 'x-forwarded-for': ip },
    );
  try {
    const codes = [];
    for (let i = 0; i < 12; i++)
      codes.push((await guess('owner@example.com', `192.0.2.${i}`)).status);
    expect(codes.slice(0, 9).every((code) => code === 401)).toBe(true);
    expect(codes.at(-1)).toBe(429);
    const fine = await fresh.anonymous.post(
      '/v1/session',
      { email: 'owner@example.com', password: PASSWORD },
      { 'x-forwarded-for': '192.0.2.99' },
    );
    expect(fine.status).toBe(429);
    let last = await guess('x@example.com', '198.51.100.1');
    for (let i = 0; i < 31; i++) last = await guess(`x${i}@example.com`, '198.51.100.1');
    expect(last.body.code).toBe('too_many_attempts');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  } finally {
    await fresh.drop();
  }
}, 30_000);

test('a POST sent twice with one key happens once', async () => {
  const key = { 'idempotency-key': 'order-page-1' };
  const owner = api().as('owner');
  const [first, again] = [
    await owner.post('/v1/shops', shop, key),
    await owner.post('/v1/shops', shop, key),
  ];
  expect(first.status).toBe(201);
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await owner.post('/v1/shops', { ...shop, name: 'Other' }, key)).body.code).toBe(
    'idempotency_mismatch',
  );
  expect((await owner.post('/v1/shops', shop)).body.code).toBe('shop_name_taken');
  expect((await owner.post('/v1/shops', shop, { 'idempotency-key': ' ' })).status).toBe(400);
});

test('the same key at the same time runs once, and a refusal frees it', async () => {
  const owner = api().as('owner');
  const twin = { ...shop, name: 'Twin' };
  const both = await Promise.all(
    [1, 2, 3].map(() => owner.post('/v1/shops', twin, { 'idempotency-key': 'twin' })),
  );
  const statuses = both.map((reply) => reply.status);
  expect(statuses.filter((status) => status === 201).length).toBeGreaterThan(0);
  expect(statuses.every((status) => status === 201 || status === 409)).toBe(true);
  expect(
    (await owner.get('/v1/shops')).body.data.filter((one: { name: string }) => one.name === 'Twin'),
  ).toHaveLength(1);

  const bad = { ...shop, name: 'Third', currency: 'XXQ' };
  expect((await owner.post('/v1/shops', bad, { 'idempotency-key': 'third' })).body.code).toBe(
    'currency_unknown',
  );
  expect(
    (await owner.post('/v1/shops', { ...bad, currency: 'EUR' }, { 'idempotency-key': 'third' }))
      .status,
  ).toBe(201);
});

test('a request cut off by a crash does not block its key for ever', async () => {
  const fresh = await makeApi({ roles: ['owner'] });
  try {
    const body = { ...shop, name: 'Later' };
    const key = { 'idempotency-key': 'cut-off' };
    await fresh.as('owner').post('/v1/shops', body, key);
    await fresh.ctx.db.query('UPDATE idempotency_key SET status = NULL, body = NULL');
    expect((await fresh.as('owner').post('/v1/shops', body, key)).body.code).toBe(
      'idempotency_running',
    );
    fresh.pass(11 * 60_000);
    expect((await fresh.as('owner').post('/v1/shops', body, key)).body.code).toBe(
      'shop_name_taken',
    );
  } finally {
    await fresh.drop();
  }
});

test('problems are RFC 9457, in the language of the reader', async () => {
  const zh = await api().anonymous.get('/v1/shops', { 'accept-language': 'fr, zh-CN;q=0.9, en' });
  expect(zh.headers.get('content-type')).toContain('application/problem+json');
  expect(zh.body).toMatchObject({
    status: 401,
    code: 'not_signed_in',
    detail: '请先登录。',
    title: '未登录',
  });
  const en = await api().anonymous.get('/v1/shops', { 'accept-language': 'en-GB' });
  expect(en.body.detail).toBe('Sign in first.');
  await api().as('owner').send('PATCH', '/v1/session', { language: 'zh' });
  const own = await api().as('owner').get('/v1/nothing', { 'accept-language': 'en' });
  expect(own.body).toMatchObject({ status: 404, code: 'not_found' });
  const shops = await api()
    .as('owner')
    .post('/v1/shops', { name: '', currency: 'POUNDS' }, { 'accept-language': 'en' });
  expect(shops.body).toMatchObject({
    status: 422,
    code: 'required',
    pointer: '/name',
    detail: '缺少 name。',
  });
  expect(shops.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
    '/name',
    '/currency',
  ]);
  await api().as('owner').send('PATCH', '/v1/session', { language: 'en' });
});

test('what is not JSON, too large or malformed is said plainly', async () => {
  const cookie = cookieOf(
    await api().anonymous.post('/v1/session', { email: 'owner@example.com', password: PASSWORD }),
  );
  const send = async (body: string) => {
    const reply = await api().app.request('http://localhost/v1/shops', {
      method: 'POST',
      body,
      headers: { cookie },
    });
    return (await reply.json()) as { code: string; status: number };
  };
  expect(await send('{"name":')).toMatchObject({ code: 'not_json', status: 400 });
  expect(await send('[]')).toMatchObject({ code: 'invalid_field', status: 422 });
  expect(await send(`"${'x'.repeat(1024 ** 2 + 1)}"`)).toMatchObject({
    code: 'body_too_large',
    status: 413,
  });
  expect((await api().as('owner').get('/v1/audit?cursor=rubbish')).body.code).toBe(
    'cursor_invalid',
  );
  expect((await api().as('owner').send('PATCH', '/v1/shops/shop_7', {})).status).toBe(404);
});

test('nothing may be framed, sniffed, cached or fetched from elsewhere', async () => {
  const { headers } = await api().as('owner').get('/v1/shops');
  expect(headers.get('content-security-policy')).toContain(
    "default-src 'self'; script-src 'self';",
  );
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a bug tells the reader a number and nothing else', async () => {
  const fresh = await makeApi({ roles: ['owner'] });
  try {
    await fresh.ctx.db.query('ALTER TABLE shop RENAME TO shop_gone');
    const reply = await fresh.as('owner').get('/v1/shops');
    expect(reply.status).toBe(500);
    expect(reply.body.detail).toMatch(/in the log under [0-9a-f]{8}/);
    expect(JSON.stringify(reply.body)).not.toContain('relation');
  } finally {
    await fresh.drop();
  }
});
