import { expect, test } from 'vitest';
import { checkDraft } from './check.ts';
import type { SenderFacts } from './facts.ts';
import { LIBRARY } from './library/index.ts';
import { MANNERS, mannersFor } from './manners.ts';
import { Draft } from './schema.ts';

const NOW = new Date('2026-03-01T08:00:00Z');
const SENDER: SenderFacts = {
  ...{ shopId: 1, name: 'Tea house', platform: 'taobao', currency: 'CNY', zone: 'Asia/Shanghai' },
  ...{ language: 'zh', address: '1 Example Road', url: 'https://example.com/', phone: null },
};
const at = {
  ...{ sender: SENDER, hasPublicUrl: true, now: NOW },
  manners: mannersFor(MANNERS, ['taobao', 'shopify']),
};

const sms = (body: string, more: object = {}) =>
  Draft.parse({ kind: 'sms', class: 'care', variants: { zh: { body } }, ...more });
const mail = (blocks: object[], more: object = {}) =>
  Draft.parse({
    ...{ kind: 'email', class: 'care' },
    variants: { en: { subject: 'Hello', blocks } },
    ...more,
  });
const errors = async (draft: Draft) =>
  (await checkDraft(draft, at)).errors.map(({ code, params, pointer }) => [
    code,
    params?.['word'] ?? null,
    params?.['line'] ?? null,
    params?.['column'] ?? null,
    pointer,
  ]);
const warnings = async (draft: Draft) =>
  (await checkDraft(draft, at)).warnings.map(({ code, params }) => [
    code,
    params?.['word'] ?? params?.['key'] ?? null,
  ]);

test('an unknown word is refused at its place, with the one that was meant', async () => {
  const wrong = await checkDraft(sms('您好\n{{ customer.nmae }}'), at);
  expect(wrong.errors).toEqual([
    {
      code: 'template_unknown_variable_meant',
      params: { word: 'customer.nmae', meant: 'customer.name', line: 2, column: 4 },
      pointer: '/variants/zh/body',
    },
  ]);
  expect(await errors(sms('{{ params.code }}'))).toEqual([
    ['template_unknown_variable', 'params.code', 1, 4, '/variants/zh/body'],
  ]);
  expect(await errors(sms('{{ params.code }}', { params: [{ name: 'code' }] }))).toEqual([]);
  // Of something else, though it prints the same: whole objects, other people's names for ours.
  expect((await errors(sms('{{ customer }}')))[0]?.[0]).toMatch(/^template_unknown_variable/);
  expect((await errors(sms('{% assign shop = "x" %}{{ shop }}')))[0]?.[0]).toBe(
    'template_name_ours',
  );
  expect((await errors(sms('{{ customer[shop.name] }}')))[0]?.[0]).toBe(
    'template_dynamic_variable',
  );
});

test('what is not Liquid is told as such', async () => {
  const code = async (body: string) => (await errors(sms(body)))[0]?.slice(0, 2);
  expect(await code('{% if today %}x')).toEqual(['template_not_closed', 'if']);
  expect(await code('{{ today | raw }}')).toEqual(['template_unknown_filter', 'raw']);
  expect(await code('{% include "/etc/passwd" %}')).toEqual(['template_unknown_tag', 'include']);
  expect(await code('{{ today')).toEqual(['template_broken', null]);
  expect(await code('x {{ 9 | divided_by: customer.orders }}')).toEqual([
    'template_not_a_number',
    null,
  ]);
});

test('what loops for ever or grows without end is refused, soon', async () => {
  const heavy = [
    '{% for i in (1..1000000000) %}a{% endfor %}',
    '{% for i in (1..300) %}{% for j in (1..300) %}{% for k in (1..300) %}abcdefgh{% endfor %}{% endfor %}{% endfor %}',
    '{% assign s = "aaaaaaaaaaaaaaaa" %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    `{% assign s = "${'a,'.repeat(2000)}" | split: "," %}{% for i in s %}{% for j in s %}{% for k in s %}{% endfor %}{% endfor %}{% endfor %}`,
  ];
  for (const body of heavy) {
    const begun = performance.now();
    expect((await errors(sms(body)))[0]?.[0]).toBe('template_too_much');
    expect(performance.now() - begun).toBeLessThan(5000);
  }
});

test('a variable that may be empty is warned of, unless there is a default or an if', async () => {
  expect(await warnings(sms('{{ customer.nick }}'))).toEqual([
    ['template_may_be_empty', 'customer.nick'],
    // And to whom nothing is known of, nothing at all would be written.
    ['template_empty_text', null],
  ]);
  expect(await warnings(sms('a {{ customer.nick | default: "亲" }}'))).toEqual([]);
  expect(
    await warnings(sms('a {% if last_order.day %}{{ last_order.day | date: "short" }}{% endif %}')),
  ).toEqual([]);
  // In German there is no word for a customer without a name.
  const german = sms('', { variants: { de: { body: 'Hallo {{ customer.name }}' } } });
  expect(await warnings(german)).toEqual([['template_may_be_empty', 'customer.name']]);
});

test('a link leads where the shop wrote it to, never where a customer is called', async () => {
  const code = async (url: string) =>
    (await errors(mail([{ type: 'button', label: 'x', url }])))[0]?.[0];
  expect(await code('https://example.com/?n={{ customer.name | url_encode }}')).toBeUndefined();
  expect(await code('{{ preferences_url }}')).toBeUndefined();
  for (const url of [
    'javascript:alert(1)',
    '{{ customer.name }}',
    'https://example.com{{ customer.name }}',
    'example.com',
    '{% if today %}https://example.com{% endif %}',
    ' data:text/html,x',
  ])
    expect([url, await code(url)]).toEqual([url, 'template_bad_url']);
});

test('manners are warned of by platform', async () => {
  const of = async (body: string) =>
    (await checkDraft(sms(body), at)).warnings.map(({ params }) => params?.['key']);
  expect(await of('好评返现五元')).toEqual(['paid_reviews']);
  expect(await of('想聊聊可以加微信')).toEqual(['off_platform']);
  expect(await of('Leave a 5-star review')).toEqual(['selective_reviews']);
  const elsewhere = { ...at, manners: mannersFor(MANNERS, ['shopify']) };
  expect((await checkDraft(sms('加微信'), elsewhere)).warnings).toEqual([]);
});

test('marketing mail without a postal or a public address is told so while it is written', async () => {
  const draft = mail([{ type: 'text', text: 'x' }], { class: 'promotion' });
  const poor = { ...at, sender: { ...SENDER, address: null } };
  const code = async (where: typeof at) => (await checkDraft(draft, where)).warnings[0]?.code;
  expect(await code(at)).toBeUndefined();
  expect(await code(poor)).toBe('template_no_postal_address');
  expect(await code({ ...at, hasPublicUrl: false })).toBe('template_no_public_url');
});

test('every text of the library passes without a warning, in both languages and both forms', async () => {
  expect(LIBRARY).toHaveLength(10);
  for (const { key, class: touchClass, params, mail: mails, short } of LIBRARY)
    for (const [kind, variants] of [
      ['email', mails],
      ['sms', short],
    ] as const) {
      const draft = Draft.parse({ kind, class: touchClass, params, variants });
      expect([key, kind, await checkDraft(draft, at)]).toEqual([
        key,
        kind,
        { errors: [], warnings: [] },
      ]);
    }
});
