import { expect, test } from 'vitest';
import { approvedFor, type Approval } from './approvals.ts';
import type { Facts, SenderFacts } from './facts.ts';
import { pickVariant } from './languages.ts';
import { languageFor, renderMessage } from './render.ts';
import { bareFacts, sampleFacts } from './samples.ts';
import { Draft } from './schema.ts';

const NOW = new Date('2026-03-01T17:00:00Z');
const SENDER: SenderFacts = {
  ...{ shopId: 1, name: 'Tea & Co', platform: 'shopify', currency: 'GBP', zone: 'Europe/London' },
  ...{ language: 'en', address: '1 Example Road', url: 'https://example.com/', phone: null },
};
const LINKS = { unsubscribe: 'https://example.com/u?a=1&b=2', preferences: null };
const asked = { now: NOW, links: LINKS, zone: null, params: {} };
const known = sampleFacts(SENDER, false);
const named = (name: string | null, nick: string | null = null): Facts => ({
  ...known,
  customer: { ...known.customer, name, nick },
});

const sms = (body: string, more: object = {}) =>
  Draft.parse({ kind: 'sms', class: 'care', variants: { en: { body } }, ...more });
const text = async (draft: Draft, facts: Facts = known, more: object = {}) => {
  const done = await renderMessage(draft, facts, { ...asked, ...more });
  return done.ok ? done.value.text : done.problem.code;
};

test('a customer is called by what is known of them', async () => {
  const draft = sms('{{ customer.first_name }}|{{ customer.name }}');
  expect(await text(draft, named('Ann Example'))).toBe('Ann|Ann Example');
  expect(await text(draft, named(null, 'annie'))).toBe('there|annie');
  for (const name of ['A** E**', 'ann@example.com', '138 0000 0001'])
    expect(await text(draft, named(name))).toBe('there|there');
  const zh = sms('', {
    variants: { zh: { body: '{{ customer.first_name }}|{{ customer.name }}' } },
  });
  expect(await text(zh, named('林小满'))).toBe('林小满|林小满');
  expect(await text(zh, named('林**'))).toBe('亲|亲');
});

test('money and days are written in the language of the text and the zone of the customer', async () => {
  const body =
    '{{ last_order.amount }} {{ 3.5 | money }} {{ last_order.amount | times: 2 | money }} {{ 3.5 | money: "EUR" }} {{ last_order.shipped_day }} {{ last_order.day | date: "short" }} {{ last_order.day | date: "%Y-%-m-%d" }} {{ last_order.days_since }} {% if last_order.amount > 100 %}big{% endif %}';
  expect(await text(sms(body))).toBe(
    '£128.00 £3.50 £256.00 €3.50 11 February 2026 10 Feb 2026-2-10 19 big',
  );
  const zh = sms('', {
    variants: { zh: { body: '{{ today }} {{ last_order.day | date: "weekday" }}' } },
  });
  expect(await text(zh)).toBe('2026年3月1日 星期二');
  expect(await text(zh, known, { zone: 'Asia/Shanghai' })).toBe('2026年3月2日 星期二');
});

test('params come typed, and without a needed one nothing is written', async () => {
  const params = [
    { name: 'code' },
    { name: 'price', type: 'money' },
    { name: 'link', type: 'url', required: false },
  ];
  const draft = sms('{{ params.code }} {{ params.price }} {{ params.link | default: "-" }}', {
    params,
  });
  const given = { code: 'A\n1', price: { minor: 1250, currency: 'EUR' }, link: 'javascript:1' };
  expect(await text(draft, known, { params: given })).toBe('A 1 €12.50 -');
  expect(await text(draft, known, { params: { ...given, code: ' ' } })).toBe(
    'template_param_missing',
  );
});

test('the language is the customer’s wish, theirs, their country’s, the shop’s, or what there is', () => {
  const of = (variants: string[], customer: object, language = 'en') =>
    languageFor(
      { variants: Object.fromEntries(variants.map((one) => [one, { body: 'x' }])) },
      { ...known, customer: { ...known.customer, ...customer }, sender: { ...SENDER, language } },
    );
  expect(of(['zh', 'en', 'fr'], { wish: 'fr', language: 'zh' })).toBe('fr');
  expect(of(['zh', 'en', 'fr'], { wish: 'xx', language: 'zh' })).toBe('zh');
  expect(of(['de', 'en'], { country: 'AT' })).toBe('de');
  expect(of(['zh', 'en'], { country: 'BR' }, 'zh')).toBe('zh');
  expect(of(['ko', 'ja'], { country: 'BR' }, 'zh')).toBe('ja');
  expect(of(['de', 'en'], { country: 'BR' }, 'zh')).toBe('en');
  expect(of(['zh', 'zh-Hant', 'en'], { country: 'TW' })).toBe('zh-Hant');
  expect(pickVariant(['pt_BR'], ['en', 'pt'])).toBe('pt');
});

test('a Chinese promotion says how to refuse, once, and counts it', async () => {
  const promotion = (body: string) =>
    Draft.parse({ kind: 'sms', class: 'promotion', variants: { zh: { body } } });
  const done = await renderMessage(promotion('新茶到了'), known, asked, { sign: '茶铺' });
  expect(done).toMatchObject({
    ok: true,
    value: { text: '新茶到了拒收请回复R', sms: { rule: 'china', units: 14, segments: 1 } },
  });
  expect(await text(promotion('新茶到了，退订回T'))).toBe('新茶到了，退订回T');
  expect(await text(sms('', { variants: { zh: { body: '新茶到了' } } }))).toBe('新茶到了');
});

const MAIL = Draft.parse({
  ...{ kind: 'email', class: 'promotion' },
  variants: {
    en: {
      subject: 'For {{ customer.name }}\n',
      preheader: '1 < 2',
      blocks: [
        { type: 'heading', text: 'Fish & chips <b>{{ customer.name }}</b>' },
        { type: 'text', text: 'One\nTwo\n\n{% if last_order.units > 1 %}many{% endif %}' },
        { type: 'button', label: 'Go', url: 'https://example.com/?n={{ customer.name }}&m=1' },
        { type: 'coupon', code: 'TEA', when: 'customer.nick' },
        {
          type: 'product',
          title: 'Tea',
          price: '{{ 9 | money }}',
          url: '{{ shop.url }}',
          when: 'shop.url',
        },
      ],
    },
  },
});

test('a mail is written twice: HTML escaped once, and plain text as it is', async () => {
  const done = await renderMessage(MAIL, named('"O\'Neil" <script>', null), asked);
  if (!done.ok) throw new Error(done.problem.code);
  const { subject, html, text: plain, preheader } = done.value;
  expect(subject).toBe('For "O\'Neil" <script>');
  expect(preheader).toBe('1 < 2');
  expect(html).toContain(
    'Fish &amp; chips &lt;b&gt;&quot;O&#39;Neil&quot; &lt;script&gt;&lt;/b&gt;',
  );
  expect(html).toContain(
    'href="https://example.com/?n=&quot;O&#39;Neil&quot; &lt;script&gt;&amp;m=1"',
  );
  expect(html).not.toContain('<script');
  expect(html).toContain('One<br />Two');
  expect(html).not.toContain('TEA');
  expect(html).toContain('href="https://example.com/u?a=1&amp;b=2"');
  expect(html).toContain('Tea &amp; Co · 1 Example Road');
  expect(html).toMatch(/prefers-color-scheme: dark/);
  expect(html).not.toMatch(/fonts\.googleapis|\{\{|\{%/);
  expect(plain).toBe(
    'Fish & chips <b>"O\'Neil" <script></b>\n\nOne\nTwo\n\nmany\n\nGo: https://example.com/?n="O\'Neil" <script>&m=1\n\nTea\n£9.00\nhttps://example.com/\n\n--\nTea & Co · 1 Example Road\nYou receive this mail because you have bought from Tea & Co.\nUnsubscribe: https://example.com/u?a=1&b=2\n',
  );
});

test('a vendor is given what it approved, or there are words why not', () => {
  const approval: Approval = {
    ...{
      template_id: 1,
      vendor: 'aliyun',
      language: 'en',
      code: 'SMS_1',
      sign: 'Tea',
      state: 'approved',
    },
    ...{
      params: [
        { name: 'n', value: '{{ customer.name }}' },
        { name: 'o', value: '{{ last_order.number }}' },
      ],
    },
    ...{ note: null, changed_at: NOW },
  };
  const of = (change: Partial<Approval> | undefined, facts = known, vendor = 'aliyun') => {
    const occasion = { ...asked, language: 'en', declared: [] };
    const done = approvedFor(
      change && { ...approval, ...change },
      { vendor, language: 'en' },
      facts,
      occasion,
    );
    return done.ok ? done.value : done.problem.code;
  };
  expect(of({})).toEqual({
    ...{ code: 'SMS_1', sign: 'Tea' },
    params: [
      { name: 'n', value: 'Ann Example' },
      { name: 'o', value: 'N-1001' },
    ],
  });
  expect(of(undefined)).toBe('template_not_approved');
  expect(of({ state: 'waiting' })).toBe('template_approval_waiting');
  expect(of({ state: 'rejected' })).toBe('template_approval_rejected');
  expect(of({}, bareFacts(SENDER))).toBe('template_approved_param_empty');
  expect(of({}, named('A name that is longer than a vendor takes'))).toBe(
    'template_approved_param_long',
  );
  expect(of({}, named('Ann Ex'), 'tencent')).not.toBe('template_approved_param_long');
  expect(of({}, named('Ann Exa'), 'tencent')).toBe('template_approved_param_long');
});
