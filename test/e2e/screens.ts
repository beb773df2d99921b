/**
 * `npm run screens [part of a page's name …]`: every page, from the sample shop and one import of
 * ours, in both languages, at 1440 and 390 pixels, light and dark, into ./screens. For eyes; what
 * eyes need not look for (a page wider than its window, an error in the console) is said at the end.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.ts';
import { startServer } from './server.ts';

const OUT = resolve('screens');
const OWNER = { email: 'owner@example.com', password: 'persimmon tea at seven' };
const LOOKS = ['zh', 'en'].flatMap((language) =>
  [1440, 390].flatMap((width) =>
    (['light', 'dark'] as const).map((theme) => ({ language, width, theme })),
  ),
);
type Look = (typeof LOOKS)[number];

/** Two good orders, one without a readable day, one of nobody: the report has something to say. */
const FILE = `order_number,ordered_at,customer_name,email,phone,title,quantity,unit_price
S-1,2026-03-01 10:00,Ann Lee,ann.lee@example.com,07700900101,Jasmine tea,2,12.50
S-2,2026-04-02 09:05,Ann Lee,ann.lee@example.com,07700900101,Green tea,1,11.00
S-3,soon,Cleo Park,cleo.park@example.com,07700900103,Oolong,1,16.00
S-4,2026-04-12 12:00,,,,Tea tin,3,8.00
`;

interface Place {
  name: string;
  path: string;
  /** Seen without being signed in. */
  outside?: boolean;
}

type Json = Record<string, unknown> & { id: string };

/** The API as the owner, in the browser's own session. */
function client(request: APIRequestContext, url: string) {
  return async (method: string, path: string, data?: unknown): Promise<Json> => {
    const answer = await request.fetch(`${url}${path}`, { method, data });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.status() === 204 ? { id: '' } : ((await answer.json()) as Json);
  };
}
type Call = ReturnType<typeof client>;

async function until(call: Call, path: string, states: string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { state } = await call('GET', path);
    if (states.includes(String(state))) return;
    await new Promise((wait) => setTimeout(wait, 200));
  }
  throw new Error(`${path} never became ${states.join(' or ')}`);
}

async function upload(request: APIRequestContext, url: string, name: string): Promise<string> {
  const file = { name, mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  const answer = await request.post(`${url}/v1/imports`, { multipart: { file } });
  if (!answer.ok()) throw new Error(await answer.text());
  return ((await answer.json()) as Json).id;
}

/** A shop with something on every page. */
async function furnish(request: APIRequestContext, url: string): Promise<Place[]> {
  const call = client(request, url);
  const name = { name: 'Ann Lee', business_name: 'Willow & Tea', language: 'en' };
  await call('POST', '/v1/setup', { ...OWNER, ...name });
  await call('POST', '/v1/samples', {});
  await until(call, '/v1/samples', ['there', 'failed']);
  const shop = { name: 'Willow tea', platform: 'shopify', currency: 'GBP' };
  const done = await upload(request, url, 'orders-spring.csv');
  await call('PATCH', `/v1/imports/${done}`, { shop: { ...shop, time_zone: 'Europe/London' } });
  await call('POST', `/v1/imports/${done}/start`);
  await until(call, `/v1/imports/${done}`, ['done', 'failed']);
  const draft = await upload(request, url, 'orders-summer.csv');
  const customers = await call('GET', '/v1/customers?sort=-orders&limit=1');
  const [best] = customers['data'] as Json[];
  const write = (message: object) => call('POST', `/v1/customers/${best?.id}/touches`, message);
  const content = {
    subject: 'How to keep tea fresh',
    body: 'Dear {{ customer.name }}, keep it dark.',
  };
  const valid_from = new Date(Date.now() + 86_400_000).toISOString();
  const planned = await write({ kind: 'email', class: 'care', content, valid_from });
  const stopped = await write({ kind: 'sms', class: 'promotion', content: { body: 'New tea' } });
  const config = { host: 'smtp.example.com', from: 'shop@example.com', user: 'shop' };
  const account = { name: 'Shop mail', kind: 'email', vendor: 'smtp', config };
  await call('POST', '/v1/channels', { ...account, secrets: { password: 'one of its own' } });
  const [ready] = (await call('GET', '/v1/templates/library'))['data'] as Json[];
  const template = { name: 'Thank-you', class: ready?.['class'], params: ready?.['params'] };
  await call('POST', '/v1/templates', { ...template, kind: 'email', variants: ready?.['mail'] });
  const short = { ...template, name: 'Thank-you, short', variants: ready?.['short'] };
  const written = await call('POST', '/v1/templates', { ...short, kind: 'sms' });
  const reports = (await call('GET', '/v1/reports'))['data'] as { name: string }[];
  const counted = `all:${new Date().toISOString().slice(0, 7)}`;
  await call('POST', '/v1/tokens', { name: 'Stock script', role: 'viewer' });
  const { url: invite } = await call('POST', '/v1/invites', { role: 'agent' });
  return [
    { name: 'sign-in', path: '/sign-in', outside: true },
    { name: 'invite', path: new URL(String(invite)).pathname, outside: true },
    { name: 'welcome', path: '/welcome' },
    { name: 'today', path: '/' },
    { name: 'today-around', path: '/?around=2026-06-01' },
    { name: 'customers', path: '/customers' },
    { name: 'customers-none', path: '/customers?search=nobody-of-that-name' },
    { name: 'segments', path: '/customers/segments' },
    { name: 'segment-new', path: '/customers/segments/new?ready=due_soon' },
    { name: 'customers-same', path: '/customers/same' },
    { name: 'customers-unknown', path: '/customers/unknown' },
    { name: 'customer', path: `/customers/${best?.id}` },
    { name: 'insight', path: '/insight' },
    ...reports.map(({ name }) => ({ name: `insight-${name}`, path: `/insight/${name}` })),
    { name: 'insight-filtered', path: '/insight/returning?until=1999-12-31' },
    { name: 'customers-counted', path: `/customers?report=returning&key=${counted}` },
    { name: 'messages', path: '/messages' },
    { name: 'messages-none', path: '/messages?search=nobody-of-that-name' },
    { name: 'message-planned', path: `/messages/${planned.id}` },
    { name: 'message-stopped', path: `/messages/${stopped.id}` },
    { name: 'templates', path: '/messages/templates' },
    { name: 'manners', path: '/messages/templates/manners' },
    { name: 'template-new', path: '/messages/templates/new' },
    { name: 'template-mail', path: '/messages/templates/new?kind=email&ready=missed_you' },
    { name: 'template-sms', path: `/messages/templates/${written.id}` },
    { name: 'rules', path: '/messages/rules' },
    { name: 'imports', path: '/imports' },
    { name: 'import-draft', path: `/imports/${draft}` },
    { name: 'import-report', path: `/imports/${done}` },
    { name: 'settings', path: '/settings' },
    ...['shops', 'channels', 'people', 'tokens', 'sessions', 'audit', 'system'].map((part) => ({
      name: `settings-${part}`,
      path: `/settings/${part}`,
    })),
    { name: 'missing', path: '/no/such/page' },
  ];
}

const found: string[] = [];

async function shoot(page: Page, url: string, place: Place, look: Look): Promise<void> {
  const name = `${place.name}-${look.language}-${look.width}-${look.theme}`;
  const heard = (text: string) => found.push(`${name}: ${text}`);
  page.removeAllListeners('console');
  page.on('console', (said) => said.type() === 'error' && heard(said.text()));
  await page.goto(`${url}${place.path}`);
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.r-loading, [aria-busy=true]'));
  // Charts are fetched after their page.
  await page.waitForTimeout(/^\/($|\?|insight)/.test(place.path) ? 600 : 150);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wide > 0) heard(`wider than its window by ${wide} px`);
  await page.screenshot({ path: join(OUT, `${name}.png`), fullPage: true });
}

const contextFor = (browser: Browser, { language, width, theme }: Look) =>
  browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
  });

async function inLook(browser: Browser, url: string, places: Place[], look: Look): Promise<void> {
  const context = await contextFor(browser, look);
  const page = await context.newPage();
  for (const place of places.filter((one) => one.outside)) await shoot(page, url, place, look);
  const inside = places.filter((one) => !one.outside);
  if (inside.length) {
    const call = client(context.request, url);
    await call('POST', '/v1/session', OWNER);
    await call('PATCH', '/v1/session', { language: look.language });
    for (const place of inside) await shoot(page, url, place, look);
  }
  await context.close();
}

async function run(asked: string[]): Promise<void> {
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT);
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  const isAsked = ({ name }: Place) => !asked.length || asked.some((part) => name.includes(part));
  const inAllLooks = async (places: Place[]) => {
    for (const look of LOOKS) await inLook(browser, server.url, places.filter(isAsked), look);
  };
  try {
    // Before there is an owner, there is only this page.
    await inAllLooks([{ name: 'setup', path: '/setup', outside: true }]);
    await inAllLooks(await furnish((await browser.newContext()).request, server.url));
  } finally {
    await browser.close();
    await server.stop();
  }
}

await run(process.argv.slice(2));
// Whoever is not signed in is told so by a 401; the browser calls that an error.
const worth = found.filter((line) => !line.includes('401'));
for (const line of worth) console.error(line);
console.log(`Screens are in ${OUT}`);
process.exitCode = worth.length ? 1 : 0;
