import {
  addressKind,
  climateZone,
  provinceName,
  readPhone,
  splitAddress,
} from '../../kernel/index.ts';
import type { DuckConnection } from '../../platform/duckdb/index.ts';

/**
 * What only JavaScript can work out is worked out once per distinct value and joined back: a shop's
 * thousand orders to one address cost one reading.
 */
async function lookUp(
  duck: DuckConnection,
  table: string,
  {
    key,
    columns,
    distinct,
    read,
  }: {
    key: string[];
    columns: string[];
    distinct: string;
    read: (values: (string | null)[]) => (string | null)[];
  },
): Promise<void> {
  const names = [...key, ...columns];
  await duck.run(
    `CREATE OR REPLACE TABLE ${table} (${names.map((name) => `${name} VARCHAR`).join(', ')})`,
  );
  const result = await duck.native.stream(distinct);
  // Appending while the stream is open would wait for it: values are collected per chunk, rows at the end.
  const rows: (string | null)[][] = [];
  for await (const chunk of result) {
    for (const values of chunk.getRows())
      rows.push([...(values as (string | null)[]), ...read(values as (string | null)[])]);
  }
  const appender = await duck.native.createAppender(table);
  for (const row of rows) {
    for (const value of row) {
      if (value === null) appender.appendNull();
      else appender.appendVarchar(value);
    }
    appender.endRow();
  }
  appender.closeSync();
}

/** `phones(text, country, e164, masked)` for every phone in the columns of a table. */
export async function lookUpPhones(
  duck: DuckConnection,
  table: string,
  columns: string[],
  country: string,
): Promise<void> {
  await lookUp(duck, 'phones', {
    key: ['text', 'region'],
    columns: ['e164', 'masked'],
    distinct: `SELECT DISTINCT text, region FROM (${columns.map((c) => `SELECT ${c} AS text, ${country} AS region FROM ${table}`).join(' UNION ALL ')}) WHERE text IS NOT NULL`,
    read: ([text, region]) => {
      const phone = readPhone(text ?? '', region ?? undefined);
      return [phone.e164 ?? null, phone.masked ?? null];
    },
  });
}

/** `addresses(p, c, d, a, company, region, …)`: the parts of every address, its kind and climate. */
export async function lookUpAddresses(duck: DuckConnection, table: string): Promise<void> {
  await lookUp(duck, 'addresses', {
    key: ['p', 'c', 'd', 'a', 'firm', 'region'],
    columns: ['province', 'city', 'district', 'address', 'kind', 'zone'],
    distinct: `SELECT DISTINCT province, city, district, address, company, region FROM ${table} WHERE coalesce(province, city, district, address) IS NOT NULL`,
    read: ([p, c, d, a, company, region]) => placed({ p, c, d, a, company, region }),
  });
}

type Parts = Record<'p' | 'c' | 'd' | 'a' | 'company' | 'region', string | null | undefined>;

function placed({ p, c, d, a, company, region }: Parts): (string | null)[] {
  const kind = addressKind(a ?? '', company ?? undefined) ?? null;
  if (region && region !== 'CN') return [p ?? null, c ?? null, d ?? null, a ?? null, kind, null];
  // 广西 and 南宁 become their full names; ciphertext and masks stay as the platform shows them.
  const found = splitAddress([p, c, d, a].filter(Boolean).join(' '));
  const province = found.province ?? (p ? provinceName(p) : null);
  const zone = province ? (climateZone(province) ?? null) : null;
  if (!found.province || (c && !found.city))
    return [province, c ?? null, d ?? null, a ?? null, kind, zone];
  return [province, found.city ?? null, found.district ?? null, found.street ?? null, kind, zone];
}
