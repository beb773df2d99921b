import { literal } from '../sql.ts';
import type { Source } from '../source.ts';
import type { Compiled, Shop } from './compile.ts';

/** Whose ids and nicks these are: a platform's, or this shop's own. */
export const scopeOf = (source: Source, shop: Shop): string => source.scope ?? `shop:${shop.id}`;

/** A phone without a country code is read as one of the shop's country. */
const REGIONS: Record<string, string> = {
  CNY: 'CN',
  GBP: 'GB',
  USD: 'US',
  JPY: 'JP',
  HKD: 'HK',
  TWD: 'TW',
  CAD: 'CA',
  AUD: 'AU',
  SGD: 'SG',
  KRW: 'KR',
  INR: 'IN',
  CHF: 'CH',
  SEK: 'SE',
  NZD: 'NZ',
};
const ZONES: Record<string, string> = {
  'Europe/Paris': 'FR',
  'Europe/Berlin': 'DE',
  'Europe/Madrid': 'ES',
  'Europe/Rome': 'IT',
  'Europe/Amsterdam': 'NL',
  'Europe/Dublin': 'IE',
};
export const regionOf = (shop: Shop): string =>
  REGIONS[shop.currency] ?? ZONES[shop.timeZone] ?? '';

/**
 * SQL for who a row speaks of, over columns customer_id, customer_nick, email, buyer_phone and
 * receiver_phone (both already E.164): the platform's own id first, for it never changes.
 */
export function buyerSql(scope: string): string {
  const key = (when: string, kind: string, inScope: string, value: string) =>
    `WHEN ${when} THEN {'kind': '${kind}', 'scope': ${literal(inScope)}, 'value': ${value}}`;
  return `CASE ${key('usable(customer_id)', 'platform_id', scope, 'customer_id')}
    ${key('usable(customer_nick)', 'nick', scope, 'customer_nick')}
    ${key('email IS NOT NULL', 'email', '', 'email')}
    ${key('buyer_phone IS NOT NULL', 'phone', '', 'buyer_phone')}
    ${key('receiver_e164 IS NOT NULL', 'phone', '', 'receiver_e164')} END`;
}

/** A guest's id in the files of most shop systems, and words that stand for nobody. */
export const USABLE = `CREATE OR REPLACE TEMP MACRO usable(x) AS
  x IS NOT NULL AND NOT is_masked(x) AND x NOT IN ('0', '-1', '-') AND lower(x) NOT IN ('guest', 'nan', 'null', 'none', 'n/a', 'anonymous', '游客', '匿名', '匿名用户')`;

/** Country codes from names, by the runtime's own list in both languages. */
export function countryCodes(): [string, string][] {
  const codes: [string, string][] = [];
  for (const language of ['en', 'zh']) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (let a = 65; a <= 90; a += 1) {
      for (let b = 65; b <= 90; b += 1) {
        const code = String.fromCharCode(a, b);
        const name = names.of(code);
        if (name && !NOT_COUNTRIES.has(code)) codes.push([name.toLowerCase(), code]);
      }
    }
  }
  return [...codes, ...OTHER_NAMES];
}

const NOT_COUNTRIES = new Set([
  'ZZ',
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'QO',
  'AC',
  'CP',
  'DG',
  'EA',
  'IC',
  'TA',
  'UK',
  'FX',
  'DD',
  'SU',
  'YU',
]);
const OTHER_NAMES: [string, string][] = [
  ['uk', 'GB'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['scotland', 'GB'],
  ['usa', 'US'],
  ['u.s.a.', 'US'],
  ['united states of america', 'US'],
  ['eire', 'IE'],
  ['rsa', 'ZA'],
  ['channel islands', 'JE'],
  ['korea', 'KR'],
  ['republic of korea', 'KR'],
  ['czech republic', 'CZ'],
  ['hong kong', 'HK'],
  ['macau', 'MO'],
  ['taiwan', 'TW'],
  ['中国大陆', 'CN'],
  ['中华人民共和国', 'CN'],
  ['香港', 'HK'],
  ['澳门', 'MO'],
  ['台湾', 'TW'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
  ['russia', 'RU'],
  ['viet nam', 'VN'],
  ['turkey', 'TR'],
];

/** SQL that gives a country's code from whatever the file says; a name nobody knows stays itself. */
export const countrySql = (column: string, fallback: string | undefined): string =>
  `coalesce(country_code(${column}), ${fallback ? literal(fallback) : 'NULL'})`;

export function countryMacro(): string {
  const codes = [...new Map(countryCodes())];
  const keys = codes.map(([name]) => literal(name)).join(',');
  const values = codes.map(([, code]) => literal(code)).join(',');
  return `CREATE OR REPLACE TEMP MACRO country_code(x) AS (CASE WHEN x IS NULL THEN NULL
    WHEN length(x) = 2 AND lower(x) != 'uk' AND regexp_matches(x, '^[A-Za-z]{2}$') THEN upper(x)
    ELSE coalesce(MAP([${keys}], [${values}])[lower(x)], CASE WHEN lower(x) IN ('unspecified', 'european community') THEN NULL ELSE x END) END)`;
}

/** The customer's own attributes as JSON text. */
export function attributesSql(compiled: Compiled): string {
  if (!compiled.attributes.length) return 'NULL::VARCHAR';
  const pairs = compiled.attributes.map((name) => {
    const column = `"attribute:${name.replaceAll('"', '""')}"`;
    return `CASE WHEN ${column} IS NOT NULL THEN ${literal(JSON.stringify(name))} || ':' || to_json(${column})::VARCHAR END`;
  });
  return `nullif('{' || concat_ws(',', ${pairs.join(', ')}) || '}', '{}')`;
}
