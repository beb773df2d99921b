import pg from 'pg';
import { PostgresProblem } from './problem.ts';

const OLDEST = 150000;

/** Without the password: this goes into messages. */
function shown(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.host}${parsed.pathname}`;
  } catch {
    return '(unreadable address)';
  }
}

function unreachable(url: string, reason: string): PostgresProblem {
  return new PostgresProblem(
    'server_unreachable',
    `The PostgreSQL server at ${shown(url)} cannot be used: ${reason}`,
    `无法使用 ${shown(url)} 上的 PostgreSQL 服务器：${reason}`,
  );
}

/** Before anything is written: the right age and a database that can hold Chinese. */
async function check(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
  );
  const { version = '0', encoding = '' } = rows[0] ?? {};
  if (Number(version) < OLDEST)
    throw unreachable(url, `it is older than PostgreSQL 15 / 版本低于 15 (${version})`);
  if (encoding !== 'UTF8')
    throw unreachable(
      url,
      `its database is encoded ${encoding}; UTF8 is needed / 数据库编码须为 UTF8`,
    );
}

export async function openServer(url: string): Promise<{ config: pg.PoolConfig }> {
  const config = { connectionString: url };
  let client: pg.Client;
  try {
    client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
    await client.connect();
  } catch (error) {
    throw unreachable(url, (error as Error).message || String((error as { code?: string }).code));
  }
  try {
    await check(client, url);
  } finally {
    await client.end();
  }
  return { config };
}
