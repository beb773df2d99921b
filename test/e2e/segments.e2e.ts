/** A segment built by clicking: its text, its count and its people appear; saved, found again, its text turned back. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startServer, type Server } from './server.ts';

const FILE = `order_number,ordered_at,customer_name,email,title,quantity,unit_price,currency
S-1,2026-03-01 10:00,Ann Lee,ann.lee@example.com,Jasmine tea,2,12.50,GBP
S-2,2026-04-02 09:05,Ann Lee,ann.lee@example.com,Green tea,1,11.00,GBP
S-3,2026-04-12 12:00,Cleo Park,cleo.park@example.com,Oolong,1,16.00,GBP
`;
const OWNER = { email: 'owner@example.com', password: 'persimmon tea at seven' };

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(180_000);

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server?.stop());

async function call(page: Page, method: string, path: string, data?: object) {
  const answer = await page.request.fetch(`${server.url}${path}`, { method, data });
  expect(answer.ok(), `${method} ${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return answer.status() === 204 ? {} : ((await answer.json()) as Record<string, string>);
}

async function furnish(page: Page): Promise<void> {
  await call(page, 'POST', '/v1/setup', {
    ...OWNER,
    name: 'Ann Lee',
    business_name: 'Willow',
    language: 'en',
  });
  const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  const upload = await page.request.post(`${server.url}/v1/imports`, { multipart: { file } });
  const { id } = (await upload.json()) as { id: string };
  const shop = {
    name: 'Willow tea',
    platform: 'shopify',
    currency: 'GBP',
    time_zone: 'Europe/London',
  };
  await call(page, 'PATCH', `/v1/imports/${id}`, { shop });
  await call(page, 'POST', `/v1/imports/${id}/start`);
  await expect
    .poll(async () => (await call(page, 'GET', `/v1/imports/${id}`))['state'], { timeout: 60_000 })
    .toBe('done');
}

async function axe(page: Page): Promise<void> {
  await expect(page.locator('.r-loading, [aria-busy=true]')).toHaveCount(0);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
  ).toEqual([]);
}

test('a segment is built by clicking: text, count and people appear', async ({ page }) => {
  await furnish(page);
  await page.goto(`${server.url}/customers/segments`);
  await axe(page);
  await page.getByRole('link', { name: 'New segment' }).click();
  await page.getByLabel('Add a condition …').selectOption('number_of_orders');
  await page.getByRole('textbox', { name: 'Number of orders' }).fill('2');
  const text = 'number_of_orders >= 2';
  await expect(page.getByRole('region', { name: 'As text' })).toHaveText(new RegExp(text));
  const who = page.getByRole('region', { name: 'Who this is' });
  await expect(who).toContainText('of 2 known');
  await expect(who.getByRole('link', { name: 'Ann Lee' })).toBeVisible();
  await axe(page);

  await page.getByText('As text', { exact: true }).first().click();
  const area = page.getByLabel('Text', { exact: true });
  await expect(area).toHaveValue(text);
  await area.fill('number_of_ordres >= 2');
  await expect(page.getByText('Did you mean number_of_orders?').first()).toBeVisible();
  await area.fill("number_of_orders = 1 OR customer_tags CONTAINS 'vip'");
  await expect(who.getByRole('link', { name: 'Cleo Park' })).toBeVisible();
  await page.getByText('By clicking', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Number of orders' })).toHaveValue('1');

  await page.getByLabel('Find a customer').fill('ann');
  await page.getByRole('button', { name: 'Choose Ann Lee' }).click();
  await expect(page.getByText('Is not in this segment.')).toBeVisible();

  await page.getByLabel('Name', { exact: true }).fill('Came once');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Came once', level: 1 })).toBeVisible();
  await axe(page);
  await page.getByRole('banner').getByText('中文', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await axe(page);
  await page.goto(`${server.url}/customers/segments`);
  await expect(page.getByRole('link', { name: 'Came once' })).toBeVisible();
});
