/**
 * Each report of the sample shop, read in both languages, wide and narrow: every picture has its table,
 * axe finds nothing, no page is wider than its window, and a number leads to exactly as many customers.
 */
import { expect, test, type Page } from '@playwright/test';
import { axe, OWNER, settled, speak } from './hands.ts';
import { startServer, type Server } from './server.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
// Some forty pages, most of them held against axe.
test.setTimeout(600_000);

let server: Server;
test.beforeAll(async () => {
  server = await startServer();
});
test.afterAll(() => server?.stop());

async function openShop(page: Page): Promise<void> {
  const post = (path: string, data: unknown) => page.request.post(`${server.url}${path}`, { data });
  const owner = { ...OWNER, name: 'Lin Mei', business_name: 'Willow & Tea', language: 'en' };
  expect((await post('/v1/setup', owner)).ok()).toBe(true);
  await page.goto(`${server.url}/insight`);
}

async function fillShop(page: Page): Promise<void> {
  await page.request.post(`${server.url}/v1/samples`, { data: {} });
  const state = async () => {
    // A kept connection may be closed just when the next question leaves: then ask again.
    const answer = await page.request.get(`${server.url}/v1/samples`).catch(() => undefined);
    return ((await answer?.json()) as { state: string } | undefined)?.state;
  };
  await expect.poll(state, { timeout: 120_000 }).toBe('there');
}

/** The addresses of all reports, from the page that lists them. */
async function reportsOf(page: Page): Promise<string[]> {
  await page.goto(`${server.url}/insight`);
  await settled(page);
  const links = await page.locator('article h3 a').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
}

/** Of the pictures on a page, those that stand in no card with a table. */
const withoutTable = (page: Page) =>
  page.evaluate(() => {
    const pictures = document.querySelectorAll('.r-card [role=img], .r-card .r-heat-frame');
    const bare = [...pictures].filter((one) => !one.closest('.r-card')?.querySelector('.r-table'));
    return bare.map((one) => one.getAttribute('aria-label'));
  });

/** Axe takes the colours to be the same at every width: once wide in light and in dark is enough. */
async function read(page: Page, report: string, look: (page: Page) => Promise<void> = axe) {
  await page.goto(server.url + report);
  await settled(page);
  expect(await withoutTable(page), report).toEqual([]);
  // Folded parts are part of the report: they are read as well.
  const folded = page.locator('details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  await look(page);
  const wider = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(wider, `${report} is wider than its window`).toBe(0);
}

async function readAll(page: Page, width: number, theme: 'light' | 'dark'): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: theme });
  const reports = await reportsOf(page);
  expect(reports.length).toBeGreaterThan(3);
  for (const report of ['/insight', ...reports])
    await read(page, report, width > 1000 ? axe : settled);
}

/** The first number of a table that counts people: the list behind it is as long. */
async function followNumber(page: Page): Promise<void> {
  await page.goto(`${server.url}/insight/returning`);
  const number = page.locator('.r-table td a').first();
  const count = await number.textContent();
  await number.click();
  await expect(page.getByText(`${count} customers`, { exact: true })).toBeVisible();
  await expect(page.getByRole('group', { name: 'What this list is narrowed to' })).toContainText(
    'Returning share',
  );
  await axe(page);
  await page.getByRole('link', { name: 'To the report' }).click();
  await expect(page.getByRole('heading', { name: 'Returning share', level: 1 })).toBeVisible();
}

/** Filters live in the address, survive a reload, and say so when they leave nothing. */
async function narrow(page: Page): Promise<void> {
  await page.goto(`${server.url}/insight/returning`);
  await page.getByRole('button', { name: 'Filters' }).click();
  await axe(page);
  await page.getByLabel('Until').fill('1999-12-31');
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/until=1999-12-31/);
  await page.reload();
  await expect(page.getByText('Nothing matches these filters')).toBeVisible();
  await axe(page);
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(page.getByRole('region', { name: /by month/ })).toBeVisible();
  await page.goto(`${server.url}/insight/nothing-of-that-name`);
  await expect(page.getByText('There is no such report').first()).toBeVisible();
}

test('an empty shop says what it needs; the sample shop’s reports can be read by everybody', async ({
  page,
}) => {
  page.setDefaultTimeout(20_000);
  await test.step('empty', async () => {
    await openShop(page);
    await read(page, '/insight');
    await page.goto(`${server.url}/insight/returning`);
    await expect(page.getByText('Nothing to look at yet')).toBeVisible();
    await axe(page);
  });
  await fillShop(page);
  await test.step('a number leads to its people', () => followNumber(page));
  await test.step('filters', () => narrow(page));
  await test.step('wide, light, English', () => readAll(page, 1440, 'light'));
  await speak(page, '中文');
  await test.step('wide, dark, Chinese', () => readAll(page, 1440, 'dark'));
  await test.step('narrow, light, Chinese', () => readAll(page, 390, 'light'));
});
