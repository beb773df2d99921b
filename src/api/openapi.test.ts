import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testApi } from '../../test/support/api.ts';
import { installation } from '../platform/files/index.ts';
import { routesOf } from './openapi.ts';

const api = testApi({ roles: [] });
const SNAPSHOT = join(installation, 'docs/openapi.json');

/** UPDATE=1 npx vitest run src/api/openapi.test.ts writes the file anew. */
test('docs/openapi.json is what the API serves', async () => {
  const { body } = await api().anonymous.get('/v1/openapi.json');
  const text = `${JSON.stringify(body, null, 1)}\n`;
  if (process.env['UPDATE']) writeFileSync(SNAPSHOT, text);
  expect(readFileSync(SNAPSHOT, 'utf8')).toBe(text);
});

test('the document is OpenAPI 3.1 and holds every route with what it answers', async () => {
  const { body } = await api().anonymous.get('/v1/openapi.json');
  expect(body.openapi).toBe('3.1.0');
  for (const { method, path } of routesOf(api().app)) {
    const operation = body.paths[path]?.[method];
    expect([path, operation?.summary]).toEqual([path, expect.stringMatching(/./)]);
    expect(Object.keys(operation.responses)).toContain('default');
  }
});

test('the documentation page reads in both languages and needs nothing from elsewhere', async () => {
  const zh = await api().anonymous.get('/docs', { 'accept-language': 'zh-CN' });
  expect(zh.headers.get('content-type')).toContain('text/html');
  expect(zh.body).toContain('lang="zh-CN"');
  const en = await api().anonymous.get('/docs/problems', { 'accept-language': 'en' });
  expect(en.body).toContain('id="not_signed_in"');
  for (const page of [zh.body, en.body]) expect(page).not.toMatch(/<script|src=|href="http/);
});
