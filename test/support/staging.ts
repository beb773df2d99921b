import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  inspect,
  preview,
  stage,
  type Plan,
  type Preview,
  type Shop,
  type StageReport,
} from '../../src/intake/index.ts';
import type { Result } from '../../src/kernel/index.ts';
import { openDuck, type Duck } from '../../src/platform/duckdb/index.ts';

export const SHANGHAI: Shop = {
  id: 7,
  platform: 'other',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
};
export const LONDON: Shop = {
  id: 7,
  platform: 'other',
  currency: 'GBP',
  timeZone: 'Europe/London',
};
const now = new Date('2026-01-01T00:00:00Z');

export const fixture = (name: string): string =>
  join(import.meta.dirname, '../fixtures/intake', name);

export type Row = Record<string, unknown>;

const TABLES = [
  'order',
  'parcel',
  'scan',
  'customer',
  'product',
  'review',
  'conversation',
  'consent',
  'suppression',
  'ad_spend',
  'dsr',
];

/** Files are read here, and what they say is looked at: staging alone, no ledger. */
export function stagingDesk() {
  let duck: Duck;
  let tempDir = '';
  beforeAll(async () => {
    tempDir = mkdtempSync(join(tmpdir(), 'intake-'));
    duck = await openDuck({ path: ':memory:', threads: 2, memoryLimit: '200MB', tempDir });
  });
  afterAll(() => {
    duck.close();
    rmSync(tempDir, { recursive: true, force: true });
  });

  const inFolder = (name: string): string => join(tempDir, name);

  function written(name: string, bytes: string | Buffer): string {
    writeFileSync(inFolder(name), bytes);
    return inFolder(name);
  }

  async function planOf(path: string): Promise<Plan> {
    const found = await inspect({ path, name: path });
    if (!found.ok) throw new Error(found.problem.code);
    return found.value.plan;
  }

  const staged = (path: string, plan: Plan, shop: Shop): Promise<Result<StageReport>> =>
    stage({ path, name: path }, plan, duck, { shop, now, tempDir });

  const previewed = (path: string, plan: Plan, shop: Shop): Promise<Result<Preview>> =>
    preview({ path, name: path }, plan, duck, { shop, now, tempDir });

  async function read(
    path: string,
    shop = SHANGHAI,
    options: Plan['options'] = {},
  ): Promise<StageReport & { source: string }> {
    const plan = await planOf(path);
    const report = await staged(path, { ...plan, options: { ...plan.options, ...options } }, shop);
    if (!report.ok) throw new Error(report.problem.code);
    return { ...report.value, source: plan.source };
  }

  const all = <T = Row>(sql: string): Promise<T[]> => duck.all<T>(sql);
  const rows = (table: string, order = 'first_line'): Promise<Row[]> =>
    all(`SELECT * FROM stage_${table} ORDER BY ${order}`);
  const lines = (): Promise<Row[]> => rows('line', 'ord, position');
  const rejects = (): Promise<Row[]> =>
    all('SELECT line_number, reason, params, raw FROM stage_reject ORDER BY line_number');

  /** Rows of the file that the staging tables and the rejects stand for. */
  async function accounted(): Promise<number> {
    const union = TABLES.map((table) => `SELECT file_rows FROM stage_${table}`).join(' UNION ALL ');
    const [sum] = await all<{ n: number }>(
      `SELECT (SELECT coalesce(sum(file_rows), 0)::BIGINT FROM (${union})) + (SELECT count(*) FROM stage_reject) AS n`,
    );
    return sum?.n ?? -1;
  }

  return {
    inFolder,
    written,
    planOf,
    staged,
    previewed,
    read,
    all,
    rows,
    lines,
    rejects,
    accounted,
  };
}
