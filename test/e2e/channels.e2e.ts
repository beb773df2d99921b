/** The one road set up: a mail server that is really there, a rule, a template in two languages as a customer reads it. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { smtpPeer } from '../support/peers/smtp.ts';
import { OWNER, settled, speak } from './hands.ts';
import { startServer, type Server } from './server.ts';

const FILE = `order_number,ordered_at,customer_name,email,title,quantity,unit_price,currency
S-1,2026-03-01 10:00,Ann Lee,ann.lee@example.com,Jasmine tea,2,12.50,GBP
S-2,2026-04-12 12:00,Cleo Park,cleo.park@example.com,Oolong,1,16.00,GBP
`;
const LOGIN = { user: 'willow', password: 'only the mail server knows' };

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.setTimeout(180_000);

let server: Server;
let mail: Awaited<ReturnType<typeof smtpPeer>>;
test.beforeAll(async () => {
  mail = await smtpPeer({ login: LOGIN });
  server = await startServer({ REGULARS_ALLOW_PRIVATE: '1' });
});
test.afterAll(async () => {
  await server?.stop();
  await mail?.close();
});

async function call(page: Page, method: string, path: string, data?: object) {
  const answer = await page.request.fetch(`${server.url}${path}`, { method, data });
  expect(answer.ok(), `${method} ${path}: ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return (await answer.json()) as Record<string, string>;
}

async function furnish(page: Page): Promise<void> {
  const names = { name: 'Ann Lee', business_name: 'Willow', language: 'en' };
  await call(page, 'POST', '/v1/setup', { ...OWNER, ...names });
  const file = { name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  const upload = await page.request.post(`${server.url}/v1/imports`, { multipart: { file } });
  const { id } = (await upload.json()) as { id: string };
  const place = { currency: 'GBP', time_zone: 'Europe/London' };
  const shop = { name: 'Willow tea', platform: 'shopify', ...place };
  await call(page, 'PATCH', `/v1/imports/${id}`, { shop });
  await call(page, 'POST', `/v1/imports/${id}/start`);
  await expect
    .poll(async () => (await call(page, 'GET', `/v1/imports/${id}`))['state'], { timeout: 60_000 })
    .toBe('done');
}

/** The mail in its frame lets no script in, axe's neither. */
async function axe(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .exclude('iframe')
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.html).join(' ')}`);
  expect(found, `axe at ${page.url()}`).toEqual([]);
}

async function setUpMail(page: Page): Promise<void> {
  await page.goto(`${server.url}/settings/channels`);
  await axe(page);
  await page.getByRole('button', { name: 'Set up Email' }).click();
  const form = page.getByRole('dialog', { name: 'Set up: Email' });
  const fill = (label: string, text: string) => form.getByLabel(label, { exact: true }).fill(text);
  await fill('Name', 'Shop mail');
  await fill('Server', '127.0.0.1');
  await form.getByLabel('Encryption').selectOption('none');
  await fill('Port', String(mail.port));
  await fill('User name', LOGIN.user);
  await fill('Password', 'wrong');
  await fill('From', 'not an address');
  await form.getByRole('button', { name: 'Save' }).click();
  // Refused by the browser or by the server: it stays open, nothing is kept.
  await expect(form).toBeVisible();
  await fill('From', 'shop@example.com');
  await axe(page);
  await form.getByRole('button', { name: 'Save' }).click();

  const account = page.getByRole('region', { name: 'Shop mail' });
  await expect(account).toContainText('Not checked yet');
  await account.getByRole('button', { name: 'Check' }).click();
  await expect(account.getByRole('alert')).toBeVisible();
  await account.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit Shop mail' });
  await expect(edit.getByText('Set. Leave empty to keep it.')).toBeVisible();
  await edit.getByLabel('Password', { exact: true }).fill(LOGIN.password);
  await edit.getByRole('button', { name: 'Save' }).click();
  await account.getByRole('button', { name: 'Check' }).click();
  await expect(account).toContainText('It works: we could sign in.');
  await expect(account).toContainText('Last checked');
  expect(mail.letters).toEqual([]);
  await axe(page);

  await account.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Pause' }).click();
  await expect(account).toContainText('Held back by a person');
  await account.getByRole('button', { name: 'Try again' }).click();
  await expect(account).not.toContainText('Held back by a person');
}

async function changeRules(page: Page): Promise<void> {
  await page.goto(`${server.url}/messages/rules`);
  await axe(page);
  await page.getByLabel('Promotion: from').first().selectOption('22:00');
  const bar = page.getByRole('group', { name: 'Not saved yet' });
  await bar.getByRole('button', { name: 'Save' }).click();
  await expect(bar).toContainText('Something is not right yet');
  await page.getByLabel('Promotion: from').first().selectOption('10:00');
  await bar.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Version 1, saved')).toBeVisible();
  await axe(page);
}

async function writeTemplate(page: Page): Promise<void> {
  await page.goto(`${server.url}/messages/templates`);
  await axe(page);
  await page.getByRole('link', { name: 'New template' }).first().click();
  await axe(page);
  await page.getByRole('button', { name: 'Care', exact: true }).click();
  await page.getByLabel('Name', { exact: true }).fill('Hello again');
  await page.getByLabel('Subject', { exact: true }).fill('Hello {{ customer.frist_name }}');
  const text = page.getByRole('textbox', { name: 'Text', exact: true });
  await text.fill('How is your ');
  await expect(page.getByText('customer.first_name').first()).toBeVisible();
  await page.getByLabel('Subject', { exact: true }).fill('Hello {{ customer.first_name }}');
  await text.click();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Insert a variable' }).click();
  await page.getByRole('menuitem', { name: /last_order\.title$/ }).click();
  await expect(text).toHaveValue('How is your {{ last_order.title }}');
  await text.fill('How is your {{ last_order.title | default: "order" }}?');

  await page.getByLabel('Add a language …').selectOption('zh');
  await page.getByLabel('Subject', { exact: true }).fill('您好，{{ customer.name }}');
  await text.fill('{{ last_order.title | default: "东西" }}好用吗？');
  await page.getByRole('button', { name: 'Choose a customer' }).click();
  const pick = page.getByRole('dialog', { name: 'Choose a customer' });
  await pick.getByRole('searchbox').fill('cleo');
  await pick.getByRole('button', { name: 'Choose Cleo Park' }).click();
  const preview = page.getByRole('region', { name: 'As a customer reads it' });
  await expect(preview).toContainText('您好，Cleo Park');
  const letter = page.frameLocator('iframe[title="The mail"]');
  await expect(letter.locator('body')).toContainText('Oolong好用吗？');
  await page.getByText('English', { exact: true }).last().click();
  await expect(preview).toContainText('Hello Cleo');
  await expect(letter.locator('body')).toContainText('How is your Oolong?');
  await axe(page);
  await preview.getByRole('button', { name: 'Send me a test' }).click();
  await expect(page.getByText(`Sent to ${OWNER.email}`)).toBeVisible();
  const [tried] = await mail.mails();
  expect(tried).toMatchObject({ subject: '[test] Hello Cleo' });
  expect(mail.letters.map(({ to }) => to)).toEqual([[OWNER.email]]);
  expect(await call(page, 'GET', '/v1/touches')).toMatchObject({ data: [] });

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'Hello again', level: 1 })).toBeVisible();
  await text.fill('How is it?');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Use again Version 1' }).click();
  await expect(text).toHaveValue('How is your {{ last_order.title | default: "order" }}?');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(text).toHaveValue('How is it?');
  await page.getByRole('button', { name: 'Put away' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'Hello again' })).toBeVisible();
}

test('mail is set up and checked, rules and a template in two languages are written', async ({
  page,
}) => {
  await furnish(page);
  await setUpMail(page);
  await changeRules(page);
  await writeTemplate(page);
  await speak(page, '中文');
  await page.getByRole('link', { name: 'Hello again' }).click();
  await axe(page);
  await page.goto(`${server.url}/settings/channels`);
  await axe(page);
});
