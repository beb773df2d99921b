import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderMessage, sampleFacts, type Facts } from '../../src/outreach/templates/index.ts';
import { parseLiquid, runLiquid } from '../../src/outreach/templates/liquid.ts';
import { Draft } from '../../src/outreach/templates/schema.ts';

const SENDER = {
  ...{ shopId: 1, name: 'Tea', platform: 'other', currency: 'GBP', zone: 'UTC', language: 'en' },
  ...{ address: null, url: null, phone: null },
};
const asked = {
  ...{ now: new Date('2026-03-01T00:00:00Z'), zone: null },
  links: { unsubscribe: 'https://example.com/u', preferences: null },
};
const known = sampleFacts(SENDER, false);

const BLOCKS = [
  { type: 'heading', text: 'h {{ customer.name }}' },
  {
    type: 'text',
    text: '{{ customer.nick | default: "x" }}\n{{ customer.city | append: "!" | upcase }}',
  },
  {
    type: 'text',
    text: '{% assign c = customer.nick | prepend: "a" %}{{ c }}{% echo customer.city %}',
  },
  {
    type: 'text',
    text: '{% assign p = customer.city | split: "" %}{% for l in p %}{{ l }}{% endfor %}{{ p | join: "" }}',
  },
  {
    type: 'image',
    url: 'https://example.com/{{ customer.nick }}.png',
    alt: '{{ last_order.title }}',
  },
  {
    type: 'button',
    label: '{{ last_order.number }}',
    url: 'https://example.com/?q={{ params.code }}',
  },
  {
    type: 'coupon',
    code: '{{ params.code }}',
    text: '{{ shop.name }}',
    until: '{{ last_order.carrier }}',
  },
  {
    type: 'product',
    title: '{{ last_order.title }}',
    price: '{{ last_order.tracking }}',
    url: 'https://example.com/',
  },
];
const MAIL = Draft.parse({
  ...{ kind: 'email', class: 'care', params: [{ name: 'code', required: false }] },
  variants: {
    en: { subject: 'S {{ customer.name }}', preheader: '{{ last_order.number }}', blocks: BLOCKS },
  },
});

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '&',
        '<script>',
        '</div>',
        'onload=',
        '{{',
        '}}',
        '{% raw %}',
        '\uE0001\uE001',
        '-->',
        '<!--',
        '&lt;',
        'javascript:',
        '\n',
        ' ',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

/** The page's skeleton: every tag with its attributes' names, and comments. What a text says is not of it. */
const skeleton = (html: string): string[] =>
  [...html.matchAll(/<!--[^]*?-->|<[!/?a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>/g)].map(([tag]) =>
    tag.startsWith('<!--') ? tag : tag.replaceAll(/"[^"]*"/g, '""'),
  );

const pageOf = async (facts: Facts, code: string): Promise<string> => {
  const done = await renderMessage(MAIL, facts, { ...asked, params: { code } });
  if (!done.ok) throw new Error(done.problem.code);
  return done.value.html ?? '';
};

test('whatever a customer is called, the page keeps its shape: no tag, attribute or comment comes in', async () => {
  const shape = skeleton(await pageOf(known, 'ABC'));
  expect(shape.length).toBeGreaterThan(60);
  await fc.assert(
    fc.asyncProperty(fc.array(hostile, { minLength: 8, maxLength: 8 }), async (said) => {
      const [
        name = '',
        nick = '',
        city = '',
        title = '',
        number = '',
        carrier = '',
        shop = '',
        code = '',
      ] = said;
      const facts: Facts = {
        customer: { ...known.customer, name, nick, city },
        last_order: { ...known.last_order!, title, number, carrier, tracking: title },
        sender: { ...SENDER, name: shop },
      };
      expect(skeleton(await pageOf(facts, code))).toEqual(shape);
    }),
    { numRuns: 150 },
  );
});

test('the same guard catches what is not escaped', () => {
  const page = (name: string) => `<p title="${name}">${name}</p>`;
  expect(skeleton(page('<b>'))).not.toEqual(skeleton(page('x')));
  expect(skeleton(page('" a="'))).not.toEqual(skeleton(page('x')));
});

test('no text reaches files, prototypes, functions or another text', () => {
  const scope = { customer: { name: 'Ann' }, last_order: { amount: null }, params: {} };
  const around = { language: 'en', currency: 'GBP', zone: 'UTC' };
  const roots = [
    'customer',
    'customer.name',
    'params',
    'last_order',
    '"a"',
    'x',
    'forloop',
    'blank',
  ];
  const members = [
    'constructor',
    '__proto__',
    'prototype',
    'toString',
    'valueOf',
    'hasOwnProperty',
    'call',
    '__defineGetter__',
    'constructor.constructor',
  ];
  const path = fc
    .tuple(fc.constantFrom(...roots), fc.constantFrom(...members), fc.boolean())
    .map(([root, member, bracket]) => (bracket ? `${root}["${member}"]` : `${root}.${member}`));
  const attack = fc.oneof(
    path.map((one) => `{{ ${one} }}`),
    path.map((one) => `{% assign x = ${one} %}{{ x }}{{ x.name }}`),
    path.map((one) => `{% assign x = customer %}{{ ${one} }}`),
    path.map((one) => `{% for i in (1..2) %}{{ ${one} }}{% endfor %}`),
    fc
      .constantFrom('include', 'render', 'layout', 'block', 'tablerow')
      .map((tag) => `{% ${tag} "/etc/hostname" %}`),
    fc
      .constantFrom(
        'raw',
        'json',
        'inspect',
        'where_exp',
        'find_exp',
        'base64_decode',
        'map',
        'sort',
      )
      .map((filter) => `{{ customer.name | ${filter}: "constructor" }}`),
  );
  fc.assert(
    fc.property(attack, fc.constantFrom('html' as const, 'text' as const), (text, markup) => {
      const parsed = parseLiquid(text, markup);
      const done = parsed.ok ? runLiquid(parsed.value, scope, around) : parsed;
      expect(done.ok ? done.value : '').toMatch(/^(Ann)*$/);
    }),
    { numRuns: 600 },
  );
});
