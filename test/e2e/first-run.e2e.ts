/**
 * The walk the product is accepted by: a fresh machine, its owner, an import of a file nobody knows,
 * its rejects mended, a customer edited and put back, an export, the way out. Every page on the way is
 * held against axe, in both languages.
 */
import { expect, test, type Page } from '@playwright/test';
import { axe, downloaded, drop, OWNER, speak } from './hands.ts';
import { startServer, type Server } from './server.ts';

const FILE = `Slip,Bought on,Guest,Mailbox,Handset,What,Pieces,Each,Town,Wrapping
A-1001,2026-03-01 10:00,Ann Lee,ann.lee@example.com,07700900101,Jasmine tea,2,£12.50,York,ribbon
A-1001,2026-03-01 10:00,Ann Lee,ann.lee@example.com,07700900101,Tea tin,1,£8.00,York,
A-1002,2026-03-04 15:20,Bo Chen,bo.chen@example.com,07700900102,Oolong,1,£16.00,Leeds,plain
A-1003,soon,Cleo Park,cleo.park@example.com,07700900103,Oolong,1,£16.00,Bath,plain
A-1004,2026-04-02 09:05,Ann Lee,ann.lee@example.com,07700900101,Green tea,1,£11.00,York,ribbon
A-1005,2026-04-09 18:40,Dev Rao,dev.rao@example.com,07700900104,Teapot,one,£38.00,Hull,
A-1006,2026-04-12 12:00,,,,Tea tin,3,£8.00,,
`;

const COLUMNS = {
  'Order number': 'Slip',
  'Ordered at': 'Bought on',
  Name: 'Guest',
  Email: 'Mailbox',
  Phone: 'Handset',
  Product: 'What',
  Quantity: 'Pieces',
  'Price each': 'Each',
  City: 'Town',
};

test.use({ contextOptions: { reducedMotion: 'reduce' } });
// A minute when the machine is idle; a good part of it is axe, some sixty times.
test.setTimeout(300_000);

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server?.stop());

/** As it stands, then in Chinese, then back. */
async function inBothLanguages(page: Page): Promise<void> {
  await axe(page);
  await speak(page, '中文');
  await axe(page);
  await speak(page, 'English');
}

async function firstRun(page: Page): Promise<void> {
  await page.goto(server.url);
  await expect(page).toHaveURL(/\/setup$/);
  await inBothLanguages(page);
  await page.getByLabel('Name of your business').fill('Lin Tea House');
  await page.getByLabel('Your name').fill('Lin Mei');
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password);
  await page.getByRole('button', { name: 'Create my account' }).click();
  await expect(page.getByRole('heading', { name: 'Welcome, Lin Mei' })).toBeVisible();
  await inBothLanguages(page);
}

async function emptyPages(page: Page): Promise<void> {
  for (const path of ['/', '/customers', '/customers/same', '/customers/unknown', '/imports']) {
    await page.goto(server.url + path);
    await inBothLanguages(page);
  }
}

async function mapAndStart(page: Page): Promise<void> {
  await drop(page, 'slips.csv', FILE);
  await inBothLanguages(page);
  const kind = page.getByLabel('Not right? It is');
  await kind.selectOption('generic_orders');
  await expect(page.getByText('Still needed:')).toBeVisible();
  await page.getByRole('button', { name: /more fields you may use/ }).click();
  for (const [field, column] of Object.entries(COLUMNS)) {
    const choice = page.getByLabel(`Your column: ${field}`, { exact: true });
    await choice.selectOption(column);
    await expect(choice).toHaveValue(column);
  }
  await page.getByRole('button', { name: 'Wrapping', exact: true }).click();
  const preview = page.getByRole('region', { name: 'How the first rows will come in' }).first();
  await expect(preview.getByText('Ann Lee').first()).toBeVisible();
  await page.getByLabel("Shop's name").fill('Tea house');
  await page.getByLabel('Currency', { exact: true }).selectOption('GBP');
  await page.getByLabel('Time zone', { exact: true }).selectOption('Europe/London');
  await inBothLanguages(page);
  await page.getByRole('button', { name: 'Start the import' }).click();
}

async function mendRejects(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: '5 rows came in' })).toBeVisible();
  await expect(page.getByText('7 rows read = 5 accepted + 0 unchanged + 2 rejected')).toBeVisible();
  await inBothLanguages(page);
  const rejects = await downloaded(page, () =>
    page.getByRole('link', { name: 'Download the reject file' }).click(),
  );
  expect(rejects).toContain('A-1003');
  expect(rejects).toContain('A-1005');
  expect(rejects).not.toContain('A-1001');
  const mended = rejects.replace(',soon,', ',2026-03-28 11:00,').replace(',one,', ',1,');
  await drop(page, 'slips.rejects.csv', mended);
  await expect(page.getByText('Mapped as you did the last time')).toBeVisible();
  await page.getByRole('button', { name: 'Start the import' }).click();
  await expect(page.getByRole('heading', { name: '2 rows came in' })).toBeVisible();
}

async function findAnn(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'See the customers' }).click();
  const list = page.getByRole('main');
  await expect(list.getByRole('link', { name: 'Dev Rao' })).toBeVisible();
  await inBothLanguages(page);
  await page.getByRole('searchbox').fill('ann.lee@');
  await expect(list.getByRole('link', { name: 'Dev Rao' })).toBeHidden();
  await list.getByRole('link', { name: 'Ann Lee' }).click();
  await expect(page.getByRole('heading', { name: 'Ann Lee', level: 1 })).toBeVisible();
  await expect(page.getByText('Jasmine tea')).toBeVisible();
  await expect(page.getByText('£44.00')).toBeVisible();
}

async function editAndUndo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit Details' }).click();
  await inBothLanguages(page);
  await page.getByLabel('Name', { exact: true }).fill('Ann Lee-Marsh');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Ann Lee-Marsh', level: 1 })).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { name: 'Ann Lee', exact: true })).toBeVisible();
  await page.getByLabel('Add a tag').fill('ribbon');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('button', { name: /ribbon/ })).toBeVisible();
  await page.getByRole('button', { name: 'Log a conversation' }).click();
  await page.getByLabel('What was said').fill('Asked when the spring tea comes.');
  await page.getByRole('button', { name: 'Log it' }).click();
  // The field it was typed into may still hold it.
  const timeline = page.getByRole('list', { name: 'Timeline' });
  await expect(timeline.getByText('Asked when the spring tea comes.')).toBeVisible();
  await inBothLanguages(page);
}

async function unknownBuyer(page: Page): Promise<void> {
  await page.goto(`${server.url}/customers/unknown`);
  await expect(page.getByText('A-1006').first()).toBeVisible();
  await inBothLanguages(page);
  await page.getByRole('button', { name: /Tie to a customer/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('Bo Chen');
  await expect(dialog.getByText('Bo Chen').first()).toBeVisible();
  await axe(page);
  await dialog.getByRole('button', { name: /Choose/ }).click();
  await expect(page.getByText('Every order has its customer')).toBeVisible();
}

async function exportAll(page: Page): Promise<void> {
  await page.goto(`${server.url}/customers`);
  await page.getByRole('button', { name: 'Export' }).click();
  const csv = await downloaded(page, () => page.getByRole('menuitem', { name: 'As CSV' }).click());
  for (const name of ['Ann Lee', 'Bo Chen', 'Cleo Park', 'Dev Rao']) expect(csv).toContain(name);
}

async function filledPages(page: Page): Promise<void> {
  const parts = ['me', 'shops', 'people', 'tokens', 'sessions', 'audit', 'system'];
  for (const path of ['/', '/imports', ...parts.map((part) => `/settings/${part}`)]) {
    await page.goto(server.url + path);
    await inBothLanguages(page);
  }
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /Lin Mei/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await inBothLanguages(page);
  expect((await page.request.get(`${server.url}/v1/customers`)).status()).toBe(401);
}

test('first run → owner → import with a mapping → rejects mended → edit and undo → export → sign out', async ({
  page,
}) => {
  page.setDefaultTimeout(15_000);
  await test.step('first run', () => firstRun(page));
  await test.step('empty pages', () => emptyPages(page));
  await test.step('a file nobody knows', () => mapAndStart(page));
  await test.step('rejects, mended', () => mendRejects(page));
  await test.step('a customer', () => findAnn(page));
  await test.step('edit and undo', () => editAndUndo(page));
  await test.step('an unknown buyer', () => unknownBuyer(page));
  await test.step('export', () => exportAll(page));
  await test.step('the other pages', () => filledPages(page));
  await test.step('sign out', () => signOut(page));
});
