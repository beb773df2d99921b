import { beforeAll, expect, test } from 'vitest';
import { testApi, type Reply } from '../../test/support/api.ts';
import { addCustomer, addOrder } from '../../test/support/people.ts';

const api = testApi();
let shop: string;
let customer: string;

beforeAll(async () => {
  const owner = api().as('owner');
  const made = await owner.post('/v1/shops', {
    name: 'Tea',
    currency: 'GBP',
    time_zone: 'Europe/London',
  });
  shop = made.body.id;
  await api().ctx.db.tx(async (tx) => {
    const id = await addCustomer(tx, { nick: '13800000001', shop_id: 1 });
    await addOrder(tx, 1, id, { number: 'N-7', currency: 'GBP', gross: 1250 });
  });
  const { body } = await owner.get('/v1/customers?search=buyer');
  customer = body.data[0].id;
});

const sms = (body: string, more: object = {}) => ({
  ...{ kind: 'sms', class: 'care', variants: { en: { body } } },
  ...more,
});
const office = () => api().as('marketer');
const codes = ({ body }: Reply) => body.notes.map((note: { code: string }) => note.code);

test('a template is saved, changed as a version, put away and brought back', async () => {
  const made = await office().post('/v1/templates', {
    name: 'Hello',
    ...sms('Hi {{ customer.name }}'),
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    id: expect.stringMatching(/^tpl_/),
    version: 1,
    notes: [],
    approvals: [],
  });
  const path = `/v1/templates/${made.body.id}`;
  const german = { en: { body: 'Hi' }, de: { body: 'Hallo {{ customer.name }}' } };
  const changed = await office().send('PATCH', path, { variants: german });
  expect([changed.body.version, codes(changed)]).toEqual([2, ['template_may_be_empty']]);
  expect(changed.body.notes[0]).toMatchObject({
    ...{ level: 'warning', pointer: '/variants/de/body' },
    message: expect.stringContaining('customer.name is empty for some customers'),
  });
  const twice = await office().post('/v1/templates', { name: 'HELLO', ...sms('x') });
  expect([twice.status, twice.body.code]).toEqual([409, 'template_name_taken']);
  expect((await office().get(`${path}/versions`)).body.data).toHaveLength(2);
  await office().send('DELETE', path);
  expect((await api().as('viewer').get('/v1/templates')).body.data).toEqual([]);
  expect((await office().send('PATCH', path, { name: 'x' })).body.code).toBe('template_archived');
  await office().post(`${path}/restore`);
  expect((await api().as('agent').get('/v1/templates')).body.data).toMatchObject([
    { name: 'Hello', languages: ['de', 'en'], version: 2 },
  ]);
  expect((await api().as('agent').send('PATCH', path, { name: 'Mine' })).status).toBe(403);
});

test('what would be wrong for everybody is refused, with what was meant', async () => {
  const wrong = { name: 'Wrong', ...sms('{{ customer.nmae }}') };
  const { status, body } = await office().post('/v1/templates', wrong);
  expect([status, body.code, body.pointer]).toEqual([
    422,
    'template_unknown_variable_meant',
    '/variants/en/body',
  ]);
  expect(body.detail).toContain('Did you mean customer.name?');
  const mixed = { name: 'Mixed', ...sms('x', { kind: 'email' }) };
  expect((await office().post('/v1/templates', mixed)).body.code).toBe('template_needs_blocks');
  const checked = await office().post(
    '/v1/templates/check',
    sms('好评返现 {{ nick }} {{ customer.nick }}'),
  );
  expect(codes(checked)).toEqual([
    'template_unknown_variable_meant',
    'template_may_be_empty',
    'template_manners',
  ]);
});

test('a draft is read as a real customer would, and shows no way to reach them', async () => {
  const draft = sms(
    '{{ customer.name }} {{ last_order.number }} {{ last_order.amount }} {{ params.code }}',
    {
      params: [{ name: 'code', sample: 'TEA' }],
    },
  );
  const read = async (role: 'agent' | 'marketer', more: object = {}) =>
    (
      await api()
        .as(role)
        .post('/v1/templates/preview', { ...draft, customer, ...more })
    ).body.text;
  // The nick is a phone: that is nobody's name, whoever looks.
  expect(await read('agent')).toBe('there N-7 £12.50 TEA');
  expect(await read('marketer')).toBe('there N-7 £12.50 TEA');
  expect(
    (
      await api()
        .as('viewer')
        .post('/v1/templates/preview', { ...draft, customer })
    ).status,
  ).toBe(200);
  expect(await read('agent', { values: { code: 'CUP' } })).toContain('CUP');
  const nobody = await office().post('/v1/templates/preview', draft);
  expect(nobody.body.text).toBe('Ann Example N-1001 £128.00 TEA');
  const absent = await office().post('/v1/templates/preview', { ...draft, customer: 'cus_none' });
  expect([absent.status, absent.body.pointer]).toEqual([404, '/customer']);
});

test('marketing mail asks for a postal and a public address until both are there', async () => {
  const mail = {
    ...{ kind: 'email', class: 'promotion' },
    variants: { en: { subject: 'New tea', blocks: [{ type: 'text', text: 'It is here.' }] } },
  };
  const asked = async () => codes(await office().post('/v1/templates/check', mail));
  expect(await asked()).toEqual(['template_no_postal_address']);
  expect((await api().as('agent').send('PUT', '/v1/senders', { shop, address: 'x' })).status).toBe(
    403,
  );
  const said = await office().send('PUT', '/v1/senders', { shop, address: '1 Example Road' });
  expect(said.body.shops).toMatchObject([
    { name: 'Tea', address: '1 Example Road', language: 'en' },
  ]);
  expect(await asked()).toEqual(['template_no_public_url']);
  const page = await office().post('/v1/templates/preview', mail);
  expect(page.body.html).toContain('1 Example Road');
  expect(page.body.text).toContain('Unsubscribe: https://example.com/unsubscribe');
});

test('what a vendor approved is kept beside a template, its parameters checked', async () => {
  const made = await office().post('/v1/templates', {
    name: 'Approved',
    ...sms('Hi {{ customer.name }}'),
  });
  const path = `/v1/templates/${made.body.id}/approvals/aliyun`;
  const approval = {
    code: 'SMS_1',
    sign: 'Tea',
    params: [{ name: 'n', value: '{{ customer.nam }}' }],
  };
  const wrong = await office().send('PUT', `${path}/en`, approval);
  expect([wrong.body.code, wrong.body.pointer]).toEqual([
    'template_unknown_variable_meant',
    '/params/0/value',
  ]);
  approval.params = [{ name: 'n', value: '{{ customer.name }}' }];
  expect((await office().send('PUT', `${path}/fr`, approval)).body.code).toBe(
    'template_no_language',
  );
  expect((await office().send('PUT', `${path}/en`, approval)).body).toMatchObject({
    state: 'waiting',
    longest: 35,
  });
  const read = async () => (await office().get(`/v1/templates/${made.body.id}`)).body.approvals;
  expect(await read()).toMatchObject([{ vendor: 'aliyun', language: 'en', code: 'SMS_1' }]);
  expect((await office().send('DELETE', `${path}/en`)).status).toBe(204);
  expect([await read(), (await office().send('DELETE', `${path}/en`)).status]).toEqual([[], 404]);
});

test('an SMS says what it costs; the library, the variables and the manners can be read', async () => {
  const viewer = api().as('viewer');
  const size = await viewer.post('/v1/templates/sms-size', {
    text: '字'.repeat(66),
    rule: 'china',
    sign: '茶铺',
    price: 4.5,
  });
  expect(size.body).toMatchObject({ units: 70, segments: 1, left: 0, cost: 4.5 });
  const { body: library } = await viewer.get('/v1/templates/library');
  expect(library.data.map((one: { key: string }) => one.key)).toContain('late_parcel');
  const { body: words } = await viewer.get('/v1/templates/variables');
  expect(words.filters).toContain('money');
  expect(words.filters).not.toContain('raw');
  const manners = await viewer.get('/v1/templates/manners');
  const keys = manners.body.data.map((one: { key: string }) => one.key);
  expect([keys.includes('paid_reviews'), keys.includes('off_platform')]).toEqual([true, false]);
});

test('a test goes only by mail, and only where an account can send it', async () => {
  const blocks = [{ type: 'text', text: 'Hi {{ customer.name }}' }];
  const draft = { kind: 'email', class: 'promotion', variants: { en: { subject: 'Hi', blocks } } };
  const tried = async (body: object) => (await office().post('/v1/templates/test', body)).body.code;
  expect(await tried(draft)).toBe('template_test_no_account');
  expect(await tried(sms('Hi'))).toBe('template_test_mail_only');
  expect(await tried({ ...draft, customer: 'cus_0' })).toBe('not_found');
});

test('the rules of good manners are the shop’s to write, hold for drafts at once, and ours come back', async () => {
  const path = '/v1/manners';
  const { body: ours } = await office().get(path);
  expect(ours).toMatchObject({ own: false, rules: expect.any(Array) });
  const rule = {
    key: 'own_a1',
    platforms: [],
    en: 'No puns.',
    zh: '不用谐音梗。',
    words: ['tea-rrific'],
  };
  const written = await office().send('PUT', path, { rules: [rule] });
  expect(written.body).toEqual({ own: true, rules: [rule] });
  const draft = sms('A tea-rrific day, last chance!');
  const { body } = await office().post('/v1/templates/check', draft);
  expect(
    body.notes.filter(({ code }: { code: string }) => code === 'template_manners'),
  ).toMatchObject([{ message: expect.stringContaining('No puns.') }]);
  const twice = await office().send('PUT', path, { rules: [rule, rule] });
  expect([twice.status, twice.body.code]).toEqual([422, 'manner_twice']);
  expect((await api().as('viewer').send('PUT', path, { rules: [] })).status).toBe(403);
  expect((await office().send('PUT', path, { rules: null })).body).toEqual(ours);
});
