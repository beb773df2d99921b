/** One message by hand: refused and allowed in words while it is written, planned, sent, explained; another taken back. */
import { expect, test, type Page } from '@playwright/test';
import { axe, OWNER, speak } from './hands.ts';
import { startServer, type Server } from './server.ts';

const FILE = `order_number,ordered_at,customer_name,email,phone,country,title,quantity,unit_price,currency
S-1,2026-03-01 10:00,Ann Lee,ann.lee@example.com,07700900101,GB,Jasmine tea,2,12.50,GBP
S-2,2026-04-12 12:00,Cleo Park,cleo.park@example.com,07700900103,GB,Oolong,1,16.00,GBP
`;

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(180_000);

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server?.stop());

type Answer = Record<string, unknown> & { id: string };

async function call(page: Page, method: string, path: string, data?: object): Promise<Answer> {
  const answer = await page.request.fetch(`${server.url}${path}`, { method, data });
  expect(answer.ok(), `${method} ${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return (await answer.json()) as Answer;
}

async function furnish(page: Page): Promise<void> {
  const owner = { ...OWNER, name: 'Ann Owner', business_name: 'Willow', language: 'en' };
  await call(page, 'POST', '/v1/setup', owner);
  const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  const upload = await page.request.post(`${server.url}/v1/imports`, { multipart: { file } });
  const { id } = (await upload.json()) as Answer;
  const zone = { time_zone: 'Europe/London', currency: 'GBP' };
  const shop = { name: 'Willow tea', platform: 'shopify', ...zone };
  await call(page, 'PATCH', `/v1/imports/${id}`, { shop });
  await call(page, 'POST', `/v1/imports/${id}/start`);
  await expect
    .poll(async () => (await call(page, 'GET', `/v1/imports/${id}`))['state'], { timeout: 60_000 })
    .toBe('done');
}

async function customerOf(page: Page, search: string): Promise<string> {
  const { data } = await call(page, 'GET', `/v1/customers?search=${search}`);
  return (data as Answer[])[0]!.id;
}

/** Whenever the test runs, it stays planned while one looks at it. */
async function plan(page: Page, customer: string, body: string): Promise<void> {
  const valid_from = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const message = { kind: 'sms', class: 'care', content: { body }, valid_from };
  await call(page, 'POST', `/v1/customers/${customer}/touches`, message);
}

async function write(page: Page, customer: string): Promise<void> {
  await page.goto(`${server.url}/customers/${customer}`);
  const messages = page.getByRole('region', { name: 'Messages' });
  await expect(messages).toContainText('No message to them yet.');
  await messages.getByRole('button', { name: 'Write a message' }).click();
  const dialog = page.getByRole('dialog');
  const send = dialog.getByRole('button', { name: 'Send' });
  await expect(send).toBeDisabled();
  await dialog.getByLabel('Through').selectOption('email');
  await dialog.getByLabel('Subject').fill('Thank you');
  await dialog.getByLabel('Message', { exact: true }).fill('Dear {{ customer.name }}, enjoy it!');
  await expect(dialog.frameLocator('iframe').getByText('Dear Ann Lee, enjoy it!')).toBeVisible();
  // The shop has told no postal address yet, and marketing mail must say one.
  await dialog.getByRole('radio', { name: 'Promotion' }).check();
  await expect(dialog.getByText('It would not go.')).toBeVisible();
  await expect(dialog.getByText('postal address').first()).toBeVisible();
  await expect(send).toBeDisabled();
  await dialog.getByRole('radio', { name: 'Care' }).check();
  await expect(dialog.getByText(/It would go on .*United Kingdom/)).toBeVisible();
  await dialog.getByText('Every rule and its word').click();
  await expect(dialog.getByRole('list', { name: 'Rules' })).toContainText('No consent is needed');
  await axe(page);
  await send.click();
  await expect(page.getByRole('status').getByText(/^Planned for/)).toBeVisible();
  await expect(messages.getByRole('link', { name: 'Thank you' })).toBeVisible();
  await axe(page);
}

test('a message by hand is planned, sent and explained; another is cancelled and brought back', async ({
  page,
}) => {
  await furnish(page);
  await page.goto(`${server.url}/messages`);
  await expect(page.getByRole('heading', { name: 'No message yet' })).toBeVisible();
  await axe(page);
  const ann = await customerOf(page, 'ann');
  await write(page, ann);
  const { data } = await call(page, 'GET', '/v1/touches');
  const { planned_at: now } = (data as Answer[])[0]!;
  await call(page, 'POST', '/v1/road/tick', { now: String(now) });
  await plan(page, await customerOf(page, 'cleo'), 'Your tea leaves on Friday.');

  await page.goto(`${server.url}/messages`);
  const planned = page.getByRole('row', { name: /Your tea leaves/ });
  await planned.getByRole('button', { name: 'Cancel' }).click();
  await expect(planned).toContainText('Cancelled by a person.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(planned).toContainText('Scheduled');
  await axe(page);

  await page.getByRole('button', { name: /^Sent\s*1$/ }).click();
  await expect(page).toHaveURL(/state=sent/);
  await expect(planned).toHaveCount(0);
  await page.getByRole('link', { name: 'Thank you' }).click();
  await expect(page.getByRole('heading', { name: 'Thank you', level: 1 })).toBeVisible();
  const rules = page.getByRole('list', { name: 'Rules' });
  await expect(rules.getByRole('listitem')).toHaveCount(12);
  await expect(rules).toContainText('It may be sent until');
  const seen = page.getByRole('region', { name: 'What they saw' });
  await expect(seen).toContainText('ann.lee@example.com');
  await expect(seen.frameLocator('iframe').getByText('Dear Ann Lee, enjoy it!')).toBeVisible();
  await seen.getByText('Plain text', { exact: true }).click();
  await expect(seen).toContainText('Dear Ann Lee, enjoy it!');
  await axe(page);
  await speak(page, '中文');
  await expect(page.getByRole('list', { name: '规则' })).toContainText(
    '按您的规则此类消息无须事先同意',
  );
  await axe(page);
  await page.goto(`${server.url}/messages?state=blocked`);
  await expect(page.getByRole('heading', { name: '没有符合筛选条件的消息' })).toBeVisible();
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await axe(page);
});
