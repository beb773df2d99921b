import { Liquid } from 'liquidjs';
import {
  contextsOf,
  createTemplate,
  listTemplates,
  renderMessage,
  renderTouches,
  sampleFacts,
  SAMPLE_LINKS,
  type Facts,
} from '../src/outreach/templates/index.ts';
import { Draft } from '../src/outreach/templates/schema.ts';
import type { Db } from '../src/platform/postgres/index.ts';
import { withLedger } from './ledger.ts';
import type { BenchOptions, BenchRow } from './rows.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const MESSAGES = 5000;
const BATCH = 500;
const SENDER = {
  ...{ shopId: 1, name: 'Tea', platform: 'other', currency: 'GBP', zone: 'Europe/London' },
  ...{ language: 'en', address: '1 Example Road', url: 'https://example.com/', phone: null },
};

/** Ten variables, besides those of the foot. */
const MAIL = Draft.parse({
  ...{ kind: 'email', class: 'care' },
  variants: {
    en: {
      subject: 'Hello {{ customer.first_name }}',
      preheader: '{{ last_order.title | default: "Your order" }}',
      blocks: [
        { type: 'heading', text: 'Hi {{ customer.name }}' },
        {
          type: 'text',
          text: 'Order {{ last_order.number }} of {{ last_order.day | date: "short" }}, {{ last_order.units }} pieces, {{ last_order.amount }}.\n\nWith {{ last_order.carrier | default: "the post" }}, {{ last_order.tracking | default: "no number" }}.',
        },
        { type: 'button', label: 'Have a look', url: '{{ shop.url }}', when: 'shop.url' },
        { type: 'text', text: 'Today is {{ today | date: "weekday" }}.' },
      ],
    },
  },
});
const SMS = Draft.parse({
  ...{ kind: 'sms', class: 'care' },
  variants: {
    en: { body: 'Hi {{ customer.name }}, order {{ last_order.number }} is on its way.' },
  },
});

async function perSecond(times: number, step: (n: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  for (let n = 0; n < times; n++) await step(n);
  return (times * 1000) / (performance.now() - begun);
}

const person = (n: number): Facts => {
  const facts = sampleFacts(SENDER, false);
  return { ...facts, customer: { ...facts.customer, name: `Ann ${n}` } };
};
const asked = { now: NOW, links: SAMPLE_LINKS, zone: null, params: {} };

/** liquidjs alone, with a page of the same length and as many outputs, none of them escaped. */
async function bare(html: string): Promise<number> {
  const liquid = new Liquid();
  const outputs = Array.from({ length: 13 }, (_, n) => `{{ v${n} }}`).join(' ');
  const template = liquid.parse(`${html}${outputs}`);
  const scope = Object.fromEntries(Array.from({ length: 13 }, (_, n) => [`v${n}`, 'x']));
  return perSecond(MESSAGES, () => Promise.resolve(liquid.renderSync(template, scope)));
}

async function pure(): Promise<BenchRow[]> {
  const begun = performance.now();
  const first = await renderMessage(MAIL, person(0), asked);
  const compiling = performance.now() - begun;
  if (!first.ok) throw new Error(first.problem.code);
  const text = (draft: Draft) => perSecond(MESSAGES, (n) => renderMessage(draft, person(n), asked));
  await text(MAIL);
  const alone = await bare(first.value.html ?? '');
  const mail = await text(MAIL);
  return [
    {
      name: 'mail of ten variables, HTML and text',
      value: mail,
      unit: '/s',
      ratio: mail / alone,
      note: 'liquidjs alone on one such page = 1',
    },
    { name: 'SMS of two variables, with its size', value: await text(SMS), unit: '/s' },
    { name: 'the first mail, MJML loaded and compiled', value: compiling, unit: 'ms' },
  ];
}

async function fromLedger(db: Db): Promise<BenchRow[]> {
  const ids = await db.query<{ id: number }>(
    'SELECT id FROM customer ORDER BY md5(id::text) LIMIT $1',
    [10 * BATCH],
  );
  const batches = Array.from({ length: 10 }, (_, n) => ids.slice(n * BATCH, (n + 1) * BATCH));
  const addressees = batches.map((batch) => batch.map(({ id }) => ({ profile: id, shop: null })));
  await contextsOf(db, addressees[0]!, NOW);
  const facts = await perSecond(10, (n) => contextsOf(db, addressees[n]!, NOW));
  const body = { name: 'Bench', topic: null, ...MAIL };
  const saved = await db.tx((tx) => createTemplate(tx, body, null, NOW));
  const found = saved.ok ? saved.value.id : (await listTemplates(db))[0]!.id;
  const touch = (id: number) => ({
    ...{ customer_id: id, shop_id: null, kind: 'email' as const, class: 'care' as const },
    ...{ template_id: found, template_number: 1, content: null, params: {}, zone: null },
  });
  const way = { now: NOW, linksOf: () => SAMPLE_LINKS, needsApproval: null };
  const whole = await perSecond(10, (n) =>
    renderTouches(
      db,
      batches[n]!.map(({ id }) => touch(id)),
      way,
    ),
  );
  return [
    { name: 'facts of customers, 500 at once', value: facts * BATCH, unit: '/s' },
    { name: 'touches written out from the ledger, 500 at once', value: whole * BATCH, unit: '/s' },
  ];
}

export async function run({ customers = 100_000 }: BenchOptions): Promise<BenchRow[]> {
  return [...(await pure()), ...(await withLedger(customers, ({ db }) => fromLedger(db)))];
}
