/**
 * Single tasks of an owner and of those she invites, each from a shop that an import has filled: the rows
 * behind a figure, taking an import back, stopping one, a sheet for Excel, joining and separating two
 * customers, forgetting one, and what an agent and a viewer see.
 */
import { expect, test, type Browser, type Page } from '@playwright/test';
import { axe, downloadedFile, drop, OWNER } from './hands.ts';
import { startServer, type Server } from './server.ts';

const ORDERS = `order_number,ordered_at,customer_name,email,phone,title,quantity,unit_price
T-1,2026-03-01 10:00,Ann Lee,ann.lee@example.com,07700900101,Jasmine tea,2,12.50
T-2,2026-04-02 09:05,Ann Lee,ann.lee@example.com,07700900101,Green tea,1,11.00
T-3,2026-04-03 11:00,Bo Chen,bo.chen@example.com,07700900102,Oolong,1,16.00
T-4,2026-04-12 12:00,Cleo Park,cleo.park@example.com,07700900103,Oolong,1,16.00
T-5,2026-04-20 12:00,Cleo Park,cleo.park@example.com,07700900103,Tea tin,1,8.00
T-6,2026-04-22 12:00,,,,Tea tin,3,8.00
`;

/** Enough rows that somebody can change her mind while they are read. */
function manyOrders(): string {
  const lines = Array.from(
    { length: 250_000 },
    (_, n) => `B-${n},2026-05-01 10:00,Buyer ${n},b${n}@example.com,,Oolong,1,16.00`,
  );
  return [ORDERS.split('\n')[0], ...lines, ''].join('\n');
}

test.use({ contextOptions: { reducedMotion: 'reduce' }, locale: 'en-GB' });
test.setTimeout(240_000);
test.describe.configure({ mode: 'serial' });

let server: Server;
let page: Page;

test.beforeAll(async ({ browser }) => {
  server = await startServer();
  page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  page.setDefaultTimeout(30_000);
  const owner = { ...OWNER, name: 'Lin Mei', business_name: 'Lin Tea House', language: 'en' };
  const made = await page.request.post(`${server.url}/v1/setup`, { data: owner });
  expect(made.ok()).toBe(true);
  await page.goto(`${server.url}/imports`);
  await drop(page, 'tasks.csv', ORDERS);
  await page.getByLabel("Shop's name").fill('Tea house');
  await page.getByLabel('Currency', { exact: true }).selectOption('GBP');
  await page.getByLabel('Time zone', { exact: true }).selectOption('Europe/London');
  await page.getByRole('button', { name: 'Start the import' }).click();
  await expect(page.getByRole('heading', { name: '6 rows came in' })).toBeVisible();
});
test.afterAll(() => server?.stop());

const rows = () => page.getByRole('main').locator('tbody tr');

/** From a figure on Today to its rows: as many as it says. */
async function follow(link: string, count: number, said: string): Promise<void> {
  await page.goto(server.url);
  await page.getByRole('link', { name: link, exact: true }).first().click();
  await expect(page.getByText(said, { exact: true })).toBeVisible();
  await expect(rows()).toHaveCount(count);
}

test('each figure on Today leads to as many rows as it says', async () => {
  await page.goto(server.url);
  await expect(page.getByText('2 of them came back at least once.')).toBeVisible();
  await follow('See them', 3, '3 customers');
  await follow('See who came back', 2, '2 customers');
  await axe(page);
  await follow('See the purchases', 5, '5 purchases');
  await follow('Those of unknown buyers', 1, '1 purchase');
  await follow('Returning orders', 2, '2 purchases');
  await axe(page);
  await page.getByRole('button', { name: 'No longer only: Returning orders' }).click();
  await expect(page.getByText('5 purchases', { exact: true })).toBeVisible();
});

test('the customers come as a sheet for Excel', async () => {
  await page.goto(`${server.url}/customers`);
  await page.getByRole('button', { name: 'Export' }).click();
  const sheet = await downloadedFile(page, () =>
    page.getByRole('menuitem', { name: 'As Excel' }).click(),
  );
  // An XLSX is a zip archive.
  expect(sheet.subarray(0, 2).toString()).toBe('PK');
});

async function openCustomer(name: string): Promise<void> {
  await page.goto(`${server.url}/customers`);
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

async function more(item: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('two customers become one, and two again', async () => {
  await openCustomer('Ann Lee');
  await more('Join with another customer');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('Bo Chen');
  await dialog.getByRole('button', { name: /Choose.*Bo Chen/ }).click();
  await expect(page.getByText('Order T-3')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Separate/ })).toHaveCount(2);
  await page.getByRole('button', { name: /^Separate.*Bo Chen/ }).click();
  await expect(page.getByRole('button', { name: /^Separate/ })).toHaveCount(0);
  await page.goto(`${server.url}/customers`);
  await expect(page.getByRole('main').getByRole('link', { name: 'Bo Chen' })).toBeVisible();
});

/** The link is made by the owner, and opened by somebody else. */
async function invited(browser: Browser, role: 'agent' | 'viewer'): Promise<Page> {
  await page.goto(`${server.url}/settings/people`);
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Role').selectOption(role);
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  const link = await dialog.getByLabel('Invitation link').inputValue();
  const other = await (await browser.newContext({ locale: 'en-GB' })).newPage();
  await other.goto(link);
  await other.getByLabel('Your name').fill(`The ${role}`);
  await other.getByLabel('Email').fill(`${role}@example.com`);
  await other.getByLabel('Password', { exact: true }).fill('jasmine at half past nine');
  await other.getByRole('button', { name: 'Create my account' }).click();
  await expect(other.getByRole('heading', { name: 'Today' })).toBeVisible();
  await other.goto(`${server.url}/customers`);
  await expect(other.getByRole('link', { name: 'Ann Lee' })).toBeVisible();
  return other;
}

test('an agent sees whom to call, a viewer does not', async ({ browser }) => {
  const agent = await invited(browser, 'agent');
  await expect(agent.getByText('+447700900101')).toBeVisible();
  await expect(agent.getByRole('button', { name: 'Export' })).toHaveCount(0);
  await expect(agent.getByRole('link', { name: 'Imports' })).toHaveCount(0);
  await axe(agent);
  const viewer = await invited(browser, 'viewer');
  await expect(viewer.getByText('0900101')).toHaveCount(0);
  await expect(viewer.getByText(/\*+0101/).first()).toBeVisible();
  await viewer.getByRole('link', { name: 'Ann Lee' }).click();
  await expect(viewer.getByRole('heading', { name: 'Ann Lee', level: 1 })).toBeVisible();
  await expect(viewer.getByText('ann.lee@example.com')).toHaveCount(0);
  await expect(viewer.getByRole('button', { name: 'Edit Details' })).toHaveCount(0);
  await axe(viewer);
  for (const one of [agent, viewer]) await one.context().close();
});

test('a customer is forgotten, and the sums stay', async () => {
  await openCustomer('Cleo Park');
  await more('Erase this person');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await axe(page);
  await dialog.getByLabel('Type erase to confirm').fill('erase');
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('The person was erased.')).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Ann Lee' })).toBeVisible();
  await expect(page.getByText('Cleo Park')).toHaveCount(0);
  await follow('See who came back', 2, '2 customers');
  await expect(page.getByRole('link', { name: 'Erased customer' })).toBeVisible();
});

test('an import is stopped while it runs, and nothing of it stays', async () => {
  await page.goto(`${server.url}/imports`);
  await drop(page, 'many.csv', manyOrders());
  await page.getByRole('button', { name: 'Start the import' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(
    page.getByText('This import was cancelled. Nothing was changed.').first(),
  ).toBeVisible({
    timeout: 60_000,
  });
  await axe(page);
  await follow('See the purchases', 5, '5 purchases');
});

test('an import is taken back as a whole', async () => {
  await page.goto(`${server.url}/imports`);
  await page.getByRole('button', { name: 'Undo tasks.csv' }).click();
  await expect(page.getByText('Undone', { exact: true })).toBeVisible({ timeout: 30_000 });
  await axe(page);
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'No customers yet' })).toBeVisible();
});
