import { expect, test } from 'vitest';
import { cookieOf, makeApi, PASSWORD, testApi } from '../../test/support/api.ts';

const api = testApi();
const DAY = 86_400_000;
const someone = (email: string) => ({ name: 'Mei', email, password: PASSWORD, language: 'zh' });

async function signIn(email: string, password = PASSWORD) {
  return api().anonymous.post('/v1/session', { email, password });
}

test('the first visitor becomes the owner, and nobody after', async () => {
  const fresh = await makeApi({ roles: [] });
  const setup = { ...someone('ann@example.com'), business_name: 'Tea House' };
  try {
    expect((await fresh.anonymous.get('/v1/setup')).body).toMatchObject({ needs_owner: true });
    const [first, second] = await Promise.all([
      fresh.anonymous.post('/v1/setup', setup),
      fresh.anonymous.post('/v1/setup', { ...setup, email: 'eve@example.com' }),
    ]);
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([201, 409]);
    const winner = first.status === 201 ? first : second;
    const me = await fresh.withCookie(cookieOf(winner)).get('/v1/session');
    expect(me.body).toMatchObject({
      role: 'owner',
      business: { name: 'Tea House' },
      user: { language: 'zh' },
    });
    expect((await fresh.anonymous.get('/v1/setup')).body).toMatchObject({ needs_owner: false });
  } finally {
    await fresh.drop();
  }
});

test('a page that points its own name at this machine cannot become the owner', async () => {
  const setup = { ...someone('eve@example.com'), business_name: 'x' };
  const reply = await api().anonymous.post('/v1/setup', setup, { host: 'rebound.example.com' });
  expect(reply.body).toMatchObject({ status: 403, code: 'setup_elsewhere' });
});

test('a weak password is refused with the reason', async () => {
  const { body: invite } = await api().as('owner').post('/v1/invites', { role: 'viewer' });
  const accept = (password: string) =>
    api().anonymous.post(`/v1/invites/${invite.url.split('/').at(-1)}/accept`, {
      ...someone('weak@example.com'),
      password,
    });
  expect((await accept('short')).body).toMatchObject({
    code: 'password_too_short',
    pointer: '/password',
  });
  expect((await accept('1234567890')).body.code).toBe('password_common');
  expect((await accept('weak@example.com')).body.code).toBe('password_is_email');
});

test('the cookie is out of reach of scripts and other sites, and only its hash is stored', async () => {
  const reply = await signIn('owner@example.com');
  expect(reply.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Lax/);
  const secret = cookieOf(reply).split('=')[1] ?? '';
  const rows = await api().ctx.db.query<{ text: string }>(
    'SELECT session::text AS text FROM session',
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(
    rows.some(
      (row) => row.text.includes(secret) || row.text.includes(Buffer.from(secret).toString('hex')),
    ),
  ).toBe(false);
});

test('signing in answers an unknown email and a wrong password alike', async () => {
  const [unknown, wrong] = [
    await signIn('nobody@example.com'),
    await signIn('viewer@example.com', 'wrong password'),
  ];
  expect(unknown.body).toEqual(wrong.body);
  expect(unknown.status).toBe(401);
});

test('a session ends by signing out, by revoking, by a new password, and by thirty idle days', async () => {
  const open = async () => api().withCookie(cookieOf(await signIn('agent@example.com')));
  const alive = async (client: Awaited<ReturnType<typeof open>>) =>
    (await client.get('/v1/session')).status;
  const [a, b, c, d] = [await open(), await open(), await open(), await open()];
  expect((await a.send('DELETE', '/v1/session')).status).toBe(204);
  expect(await alive(a)).toBe(401);

  const { body: sessions } = await b.get('/v1/sessions');
  expect(sessions.data.filter((row: { current: boolean }) => row.current)).toHaveLength(1);
  const others = await c.get('/v1/sessions');
  const ofC = others.body.data.find((row: { current: boolean }) => row.current).id;
  expect((await b.send('DELETE', `/v1/sessions/${ofC}`)).status).toBe(204);
  expect(await alive(c)).toBe(401);

  const change = { current_password: PASSWORD, password: 'another long one' };
  expect(
    (await b.send('PATCH', '/v1/session', { ...change, current_password: 'guess guess' })).body
      .code,
  ).toBe('wrong_password');
  expect((await b.send('PATCH', '/v1/session', change)).status).toBe(200);
  expect([await alive(b), await alive(d)]).toEqual([200, 401]);

  const fresh = await makeApi({ roles: ['viewer'] });
  try {
    for (let i = 0; i < 3; i++) {
      fresh.pass(20 * DAY);
      expect((await fresh.as('viewer').get('/v1/session')).status).toBe(200);
    }
    fresh.pass(31 * DAY);
    expect((await fresh.as('viewer').get('/v1/session')).status).toBe(401);
  } finally {
    await fresh.drop();
  }
});

test('nobody ends another’s session without managing accounts', async () => {
  const { body } = await api().as('owner').get('/v1/sessions');
  const owners = body.data.find((row: { user: { name: string } }) => row.user.name === 'owner').id;
  expect((await api().as('viewer').send('DELETE', `/v1/sessions/${owners}`)).status).toBe(404);
  expect((await api().as('owner').get('/v1/session')).status).toBe(200);
});

test('an invitation makes one account, with its role, for its email', async () => {
  const { body } = await api()
    .as('owner')
    .post('/v1/invites', { role: 'marketer', email: 'mei@example.com' });
  const path = new URL(body.url).pathname.replace('/invite/', '/v1/invites/');
  expect((await api().anonymous.get(path)).body).toMatchObject({
    role: 'marketer',
    invited_by: 'owner',
  });
  expect((await api().anonymous.post(`${path}/accept`, someone('eve@example.com'))).body.code).toBe(
    'invite_other_email',
  );
  const accepted = await api().anonymous.post(`${path}/accept`, someone('Mei@example.com'));
  expect(accepted.body).toMatchObject({ role: 'marketer', user: { email: 'mei@example.com' } });
  expect(
    (await api().anonymous.post(`${path}/accept`, someone('mei2@example.com'))).body.code,
  ).toBe('invite_used');
  const { body: open } = await api().as('owner').post('/v1/invites', { role: 'viewer' });
  expect((await api().as('owner').send('DELETE', `/v1/invites/${open.id}`)).status).toBe(204);
  expect(
    (await api().anonymous.get(new URL(open.url).pathname.replace('/invite/', '/v1/invites/')))
      .status,
  ).toBe(410);
});

test('a token acts with its role until it is revoked', async () => {
  const { body } = await api().as('owner').post('/v1/tokens', { name: 'till', role: 'viewer' });
  const bearer = { authorization: `Bearer ${body.token}` };
  expect(body.token).toMatch(/^rgl_/);
  expect((await api().anonymous.get('/v1/session', bearer)).body).toMatchObject({
    user: null,
    role: 'viewer',
  });
  expect((await api().anonymous.get('/v1/users', bearer)).status).toBe(403);
  expect((await api().as('owner').send('DELETE', `/v1/tokens/${body.id}`)).status).toBe(204);
  expect((await api().anonymous.get('/v1/session', bearer)).status).toBe(401);
});

test('a shut account is out at once, and the last owner cannot be lost', async () => {
  const { body: users } = await api().as('owner').get('/v1/users');
  const of = (role: string) => users.data.find((user: { name: string }) => user.name === role).id;
  expect(
    (
      await api()
        .as('owner')
        .send('PATCH', `/v1/users/${of('owner')}`, { role: 'viewer' })
    ).body.code,
  ).toBe('last_owner');
  expect(
    (
      await api()
        .as('owner')
        .send('DELETE', `/v1/users/${of('owner')}`)
    ).body.code,
  ).toBe('not_yourself');
  expect(
    (
      await api()
        .as('owner')
        .send('DELETE', `/v1/users/${of('viewer')}`)
    ).status,
  ).toBe(204);
  expect((await api().as('viewer').get('/v1/session')).status).toBe(401);
  expect((await signIn('viewer@example.com')).status).toBe(401);
  expect(
    (
      await api()
        .as('owner')
        .send('PATCH', `/v1/users/${of('viewer')}`, { disabled: false })
    ).status,
  ).toBe(200);
  expect((await signIn('viewer@example.com')).status).toBe(200);
});

test('every change stands in the audit, page by page and without secrets', async () => {
  const seen: { action: string }[] = [];
  let cursor = '';
  do {
    const { body } = await api().as('owner').get(`/v1/audit?limit=7${cursor}`);
    expect(body.data.length).toBeLessThanOrEqual(7);
    seen.push(...body.data);
    cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
  } while (cursor);
  const actions = new Set(seen.map((entry) => entry.action));
  expect([...actions]).toEqual(
    expect.arrayContaining([
      'session.opened',
      'session.failed',
      'password.changed',
      'token.revoked',
      'user.disabled',
      'invite.created',
    ]),
  );
  expect(new Set(seen.map((entry) => JSON.stringify(entry))).size).toBe(seen.length);
  expect(JSON.stringify(seen)).not.toMatch(/rgl_|example\.com/);
});
