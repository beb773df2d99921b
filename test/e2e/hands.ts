/** What every walk through the browser does: wait, look with axe, choose a language, give and take files. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

export const OWNER = { email: 'owner@example.com', password: 'persimmon tea at seven' };

/** Everything asked for has come, and nothing is fading in: that would have other colours. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1')).toHaveText(/./);
  await expect(page.locator('.r-loading, [aria-busy=true]')).toHaveCount(0);
  await page.evaluate(() => {
    const ends = document.getAnimations().filter((one) => one.effect?.getTiming().iterations === 1);
    return Promise.allSettled(ends.map((one) => one.finished)).then(() => undefined);
  });
}

export async function axe(page: Page): Promise<void> {
  await settled(page);
  // Legacy mode only does without a blank page of its own for each run: there are no frames here.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
  expect(found, `axe at ${page.url()}`).toEqual([]);
}

export async function speak(page: Page, language: 'English' | '中文'): Promise<void> {
  await page.getByRole('banner').getByText(language, { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', language === '中文' ? 'zh-CN' : 'en');
}

const file = (name: string, text: string) => ({
  ...{ name, mimeType: 'text/csv' },
  buffer: Buffer.from(text),
});

export async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.locator('input[type=file]').setInputFiles(file(name, text));
  // The first file also starts the engine that reads it.
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible({ timeout: 30_000 });
}

export async function downloadedFile(page: Page, click: () => Promise<void>): Promise<Buffer> {
  const waiting = page.waitForEvent('download');
  await click();
  return readFileSync(await (await waiting).path());
}

export const downloaded = async (page: Page, click: () => Promise<void>): Promise<string> =>
  (await downloadedFile(page, click)).toString('utf8');
