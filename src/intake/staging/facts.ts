import type { DuckConnection } from '../../platform/duckdb/index.ts';
import type { Field, Kind } from '../fields.ts';
import type { Source } from '../source.ts';
import { literal } from '../sql.ts';
import type { Compiled, Shop } from './compile.ts';
import { lookUpAddresses, lookUpPhones } from './lookups.ts';
import { attributesSql, buyerSql, countrySql, regionOf, scopeOf } from './person.ts';

/** What everything but orders is made of: one row of the file, one row of staging (parcels excepted). */
export interface FactContext {
  source: Source;
  compiled: Compiled;
  shop: Shop;
  tagsReplace: boolean;
}

type FactKind = Exclude<Kind, 'orders'>;

/** Without one of each of these sets a row says nothing. */
const NEEDS: Record<FactKind, readonly (readonly Field[])[]> = {
  customers: [['customer_id', 'customer_nick', 'email', 'phone', 'public_id']],
  products: [['sku', 'title']],
  parcels: [['tracking_number', 'order_number']],
  reviews: [['order_number'], ['reviewed_at'], ['review_score', 'review_text', 'dsr_description']],
  conversations: [
    ['customer_id', 'customer_nick', 'email', 'phone', 'order_number'],
    ['said_at'],
    ['said_text'],
  ],
  ad_spend: [['day'], ['spend']],
  dsr: [['day'], ['dsr_description', 'dsr_service', 'dsr_logistics']],
  consents: [
    ['customer_id', 'customer_nick', 'email', 'phone'],
    ['consent_state', 'consent_email', 'consent_sms'],
  ],
  suppressions: [['suppressed', 'email', 'phone']],
};

export function factChecks(kind: FactKind, compiled: Compiled, now: Date): string {
  const later = literal(new Date(now.getTime() + 2 * 86_400_000).toISOString().slice(0, 19));
  const missing = NEEDS[kind].map((fields) => {
    const [first] = fields;
    return `WHEN coalesce(${fields.map((field) => `${compiled.col(field)}::VARCHAR`).join(', ')}) IS NULL THEN json_object('reason', 'missing', 'field', '${first}', 'column', ${literal(compiled.columnOf(first ?? 'sku'))})::VARCHAR`;
  });
  const happened = (
    ['reviewed_at', 'said_at', 'day', 'occurred_at', 'scanned_at', 'delivered_at'] as const
  ).filter((field) => compiled.has(field));
  const future = happened.map(
    (field) =>
      `WHEN ${field} > TIMESTAMP ${later} THEN json_object('reason', 'future_date', 'value', ${field}::VARCHAR)::VARCHAR`,
  );
  const score = compiled.has('review_score')
    ? [
        `WHEN review_score NOT BETWEEN 0 AND 5 THEN json_object('reason', 'bad_score', 'value', review_score::DOUBLE)::VARCHAR`,
      ]
    : [];
  return `CASE ${[...missing, ...future, ...score].join(' ')} END`;
}

const PEOPLE: readonly FactKind[] = ['customers', 'conversations', 'consents'];

/** The good rows of `typed` into the kind's staging table. */
export async function stageFacts(
  duck: DuckConnection,
  kind: FactKind,
  context: FactContext,
): Promise<void> {
  if (PEOPLE.includes(kind)) await namePeople(duck, context);
  for (const sql of INSERTS[kind](context)) await duck.run(sql);
  if (PEOPLE.includes(kind)) await duck.run('DROP TABLE people');
}

const PERSON_FIELDS: readonly Field[] = [
  'customer_id',
  'customer_nick',
  'customer_name',
  'gender',
  'birth_year',
  'birthday',
  'phone',
  'email',
  'language',
  'country',
  'province',
  'city',
  'district',
  'address',
  'company',
  'receiver_name',
  'receiver_phone',
];

/** `people`: the good rows with who they speak of, in the columns all staging tables share. */
async function namePeople(
  duck: DuckConnection,
  { source, compiled, shop }: FactContext,
): Promise<void> {
  const others = PERSON_FIELDS.filter((field) => !compiled.has(field)).map(
    (field) => `${compiled.col(field)} AS ${field}`,
  );
  await duck.run(`CREATE OR REPLACE TABLE raw_people AS SELECT * REPLACE (as_email(email) AS email, ${countrySql('country', source.country)} AS country),
      country_code(coalesce(country, ${literal(source.country ?? regionOf(shop))})) AS region
    FROM (SELECT *${others.length ? `, ${others.join(', ')}` : ''} FROM good)`);
  await lookUpPhones(duck, 'raw_people', ['phone', 'receiver_phone'], 'region');
  await lookUpAddresses(duck, 'raw_people');
  await duck.run(`CREATE OR REPLACE TABLE people AS
    SELECT * EXCLUDE (key), key.kind AS buyer_kind, key.scope AS buyer_scope, key.value AS buyer_value FROM (
      SELECT h.* EXCLUDE (phone, province, city, district, address, birth_year), ${buyerSql(scopeOf(source, shop))} AS key,
        CASE WHEN NOT is_masked(coalesce(customer_name, receiver_name)) THEN coalesce(customer_name, receiver_name) END AS name,
        customer_nick AS nick, coalesce(buyer_phone, receiver_e164) AS phone, coalesce(buyer_masked, receiver_masked) AS phone_masked,
        (buyer_phone IS NULL AND receiver_e164 IS NOT NULL) AS phone_is_receiver,
        coalesce(CASE WHEN birth_year BETWEEN 1900 AND 2100 THEN birth_year END, TRY_CAST(born[1] AS INTEGER))::INTEGER AS birth_year,
        TRY_CAST(born[1] AS INTEGER) AS birthday_year, TRY_CAST(born[2] AS INTEGER) AS birthday_month, TRY_CAST(born[3] AS INTEGER) AS birthday_day,
        coalesce(regexp_matches(birthday, '农历|阴历|lunar'), false) AS lunar,
        a.province, a.city, a.district, a.address, a.kind AS address_kind, a.zone AS climate_zone
      FROM (SELECT p.*, b.e164 AS buyer_phone, b.masked AS buyer_masked, r.e164 AS receiver_e164, r.masked AS receiver_masked,
          birthday_parts(birthday) AS born
        FROM raw_people p LEFT JOIN phones b ON b.text = p.phone AND b.region IS NOT DISTINCT FROM p.region
          LEFT JOIN phones r ON r.text = p.receiver_phone AND r.region IS NOT DISTINCT FROM p.region) h
      LEFT JOIN addresses a ON a.p IS NOT DISTINCT FROM h.province AND a.c IS NOT DISTINCT FROM h.city
        AND a.d IS NOT DISTINCT FROM h.district AND a.a IS NOT DISTINCT FROM h.address
        AND a.firm IS NOT DISTINCT FROM h.company AND a.region IS NOT DISTINCT FROM h.region);
    DROP TABLE raw_people`);
}

/** 1990-05-06, 5月6日, 05-06 or --05-06: [year, month, day], the year empty where none is said. */
export const BIRTHDAY = `CREATE OR REPLACE TEMP MACRO birthday_parts(x) AS (
  CASE WHEN regexp_matches(x, '([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})') THEN regexp_extract_all(x, '[0-9]+')[1:3]
       WHEN regexp_matches(x, '^(19|20)[0-9]{6}$') THEN [x[1:4], x[5:6], x[7:8]]
       WHEN regexp_matches(x, '(^|[^0-9])([0-9]{1,2})[-/.月]([0-9]{1,2})(日|号)?$') THEN list_prepend('', regexp_extract_all(x, '[0-9]+')[1:2]) END)`;

const BUYER = 'buyer_kind, buyer_scope, buyer_value';
const PERSON =
  'name, nick, gender, birth_year, phone, phone_masked, phone_is_receiver, email, language';
const ROW = '1 AS file_rows, line AS first_line';

const CHANNEL = (
  column: string,
) => `CASE WHEN regexp_matches(${column}, '(?i)e-?mail|邮') THEN 'email' WHEN regexp_matches(${column}, '(?i)sms|短信|text') THEN 'sms'
  WHEN regexp_matches(${column}, '(?i)wecom|企业?微信|wechat|微信') THEN 'wecom' WHEN regexp_matches(${column}, '(?i)phone|call|电话') THEN 'phone' WHEN regexp_matches(${column}, '(?i)post|mail|信') THEN 'post' END`;

const PARCEL_STATE = (
  text: string,
) => `CASE WHEN regexp_matches(${text}, '(?i)退回|退签|返回|return') THEN 'returned' WHEN regexp_matches(${text}, '(?i)拒收|拒签|refus') THEN 'refused'
  WHEN regexp_matches(${text}, '(?i)未签收|派送失败|投递失败|attempt|失败') THEN 'attempt_failed' WHEN regexp_matches(${text}, '(?i)签收|妥投|delivered|已取件') THEN 'delivered'
  WHEN regexp_matches(${text}, '(?i)派送|派件|配送中|out.?for.?delivery') THEN 'out_for_delivery' WHEN regexp_matches(${text}, '(?i)异常|疑难|问题件|丢失|破损|exception|lost|damaged') THEN 'exception'
  WHEN regexp_matches(${text}, '(?i)揽收|揽件|运输|在途|到达|离开|中转|转运|发往|transit|picked|accepted|arriv|depart') THEN 'in_transit' ELSE 'shipped' END`;

const INSERTS: Record<FactKind, (context: FactContext) => string[]> = {
  customers: (context) => [
    `INSERT INTO stage_customer BY NAME SELECT ${BUYER}, ${PERSON}, country, province, city, district, address, address_kind, climate_zone,
      birthday_year, birthday_month, birthday_day, lunar, ${context.compiled.col('note')} AS note, ${tags(context.compiled)} AS tags,
      ${String(context.tagsReplace || context.compiled.has('public_id'))} AS tags_replace, ${attributesSql(context.compiled)} AS attributes,
      ${context.compiled.col('consent_email')} AS consent_email, ${context.compiled.col('consent_sms')} AS consent_sms, ${context.compiled.col('public_id')} AS public_id, ${ROW} FROM people`,
  ],
  products: ({ compiled: c }) => [
    `INSERT INTO stage_product BY NAME SELECT coalesce(${c.col('sku')}, ${c.col('title')}) AS sku, ${c.col('title')} AS title, ${c.col('category')} AS category,
      coalesce(${c.col('price')}, CAST(${c.col('unit_price')} * 100 AS BIGINT)) AS price, ${c.col('cost')} AS cost, ${c.col('lasts_days')}::INTEGER AS lasts_days, ${ROW} FROM good`,
  ],
  parcels: ({ compiled }) => parcels(compiled),
  reviews: ({ compiled: c }) => [
    `INSERT INTO stage_review BY NAME SELECT order_number AS number, ${c.col('sku')} AS sku, nullif(${c.col('review_score')}, 0)::INTEGER AS score,
      ${c.col('dsr_description')}::DECIMAL(4, 2) AS dsr_description, ${c.col('dsr_service')}::DECIMAL(4, 2) AS dsr_service, ${c.col('dsr_logistics')}::DECIMAL(4, 2) AS dsr_logistics,
      coalesce(${c.col('review_text')}, '') AS text, coalesce(${c.col('has_picture')}, false) AS has_picture, reviewed_at, ${ROW} FROM good`,
  ],
  conversations: ({ compiled: c }) => [
    `INSERT INTO stage_conversation BY NAME SELECT ${BUYER}, ${PERSON}, ${c.col('order_number')} AS number, ${c.col('channel')} AS channel,
      CASE WHEN regexp_matches(${c.col('direction')}, '(?i)^in|customer|buyer|买家|客户|客户|接收') THEN 'in' WHEN ${c.col('direction')} IS NOT NULL THEN 'out' END AS direction,
      CASE WHEN regexp_matches(${c.col('conversation_kind')}, '(?i)complain|投诉') THEN 'complaint' WHEN regexp_matches(${c.col('conversation_kind')}, '(?i)call|电话') THEN 'call'
        WHEN regexp_matches(${c.col('conversation_kind')}, '(?i)note|备注') THEN 'note' ELSE 'chat' END AS kind, said_at, said_text AS text, ${c.col('staff')} AS staff, ${ROW} FROM people`,
  ],
  ad_spend: ({ compiled: c }) => [
    `INSERT INTO stage_ad_spend BY NAME SELECT day, coalesce(${c.col('source')}, ${c.col('channel')}, '') AS source,
      CASE WHEN regexp_matches(${c.col('spend_kind')}, '(?i)view|impression|cpm|展现|展示|千次') THEN 'view' WHEN regexp_matches(${c.col('spend_kind')}, '(?i)commission|cps|佣金') THEN 'commission'
        WHEN regexp_matches(${c.col('spend_kind')}, '(?i)fee|固定|服务费|坑位') THEN 'fee' ELSE 'click' END AS kind,
      spend AS amount, ${c.col('clicks')} AS clicks, ${c.col('views')} AS views, ${ROW} FROM good`,
  ],
  dsr: ({ compiled: c }) => [
    `INSERT INTO stage_dsr BY NAME SELECT day, ${c.col('dsr_description')}::DECIMAL(4, 2) AS description, ${c.col('dsr_service')}::DECIMAL(4, 2) AS service,
      ${c.col('dsr_logistics')}::DECIMAL(4, 2) AS logistics, ${ROW} FROM good`,
  ],
  consents: ({ compiled: c }) => consents(c),
  suppressions: ({ compiled: c }) => [
    `INSERT INTO stage_suppression BY NAME
    SELECT coalesce(${CHANNEL(c.col('channel'))}, CASE WHEN contains(address, '@') THEN 'email' ELSE 'sms' END) AS channel, lower(address) AS address,
      CASE WHEN regexp_matches(${c.col('reason')}, '(?i)bounce|退信') THEN 'bounced' WHEN regexp_matches(${c.col('reason')}, '(?i)complain|spam|投诉') THEN 'complained'
        WHEN regexp_matches(${c.col('reason')}, '(?i)invalid|无效|空号|clean') THEN 'invalid' WHEN regexp_matches(${c.col('reason')}, '(?i)unsub|退订') THEN 'unsubscribed' ELSE 'do_not_contact' END AS reason,
      ${c.col('occurred_at')} AS occurred_at, ${ROW}
    FROM (SELECT *, coalesce(${c.col('suppressed')}, ${c.col('email')}, ${c.col('phone')}) AS address FROM good)`,
  ],
};

const tags = (c: Compiled) =>
  c.has('tags')
    ? `nullif(array_to_string(list_filter(list_transform(regexp_split_to_array(tags, '[,，;；、|]'), lambda t: trim(t)), lambda t: t != ''), ','), '')`
    : 'NULL::VARCHAR';

/** A row that speaks of several channels (yes/no columns) stands for one row of the file all the same. */
function consents(c: Compiled): string[] {
  const common = `${BUYER}, ${PERSON}, coalesce(${c.col('purpose')}, 'promotion') AS purpose, ${c.col('occurred_at')} AS occurred_at,
    CASE WHEN ${c.col('proof')} IS NOT NULL THEN json_object('text', ${c.col('proof')})::VARCHAR ELSE '{}' END AS proof, line AS first_line`;
  const one = (channel: string, state: string, rows: string, where: string) =>
    `INSERT INTO stage_consent BY NAME SELECT ${common}, ${channel} AS channel, ${state} AS state, ${rows} AS file_rows FROM people WHERE ${where}`;
  const [state, email, sms] = [
    c.col('consent_state'),
    c.col('consent_email'),
    c.col('consent_sms'),
  ];
  return [
    one(
      `coalesce(${CHANNEL(c.col('channel'))}, CASE WHEN email IS NOT NULL THEN 'email' ELSE 'sms' END)`,
      state,
      '1',
      `${state} IS NOT NULL`,
    ),
    one(`'email'`, email, `CASE WHEN ${state} IS NULL THEN 1 ELSE 0 END`, `${email} IS NOT NULL`),
    one(
      `'sms'`,
      sms,
      `CASE WHEN ${state} IS NULL AND ${email} IS NULL THEN 1 ELSE 0 END`,
      `${sms} IS NOT NULL`,
    ),
  ];
}

/** Rows of one parcel (its scans) make one parcel; its latest scan says its state. */
function parcels(c: Compiled): string[] {
  const tracking = `coalesce(${c.col('tracking_number')}, '')`;
  const status = `concat_ws(' ', ${c.col('scan_status')}, ${c.col('scan_text')}, ${c.col('status')})`;
  const last = c.has('scanned_at')
    ? `arg_max(${status}, coalesce(scanned_at, TIMESTAMP '1970-01-01'))`
    : `arg_max(${status}, line)`;
  const scans = c.has('scanned_at')
    ? [
        `INSERT INTO stage_scan BY NAME SELECT ${c.col('order_number')} AS number, ${tracking} AS tracking_number, scanned_at, coalesce(${c.col('scan_status')}, '') AS status,
        coalesce(${c.col('scan_text')}, '') AS text, 0 AS file_rows, line AS first_line FROM good WHERE scanned_at IS NOT NULL`,
      ]
    : [];
  const delivered = c.has('scanned_at')
    ? `coalesce(max(${c.col('delivered_at')}), min(scanned_at) FILTER (${PARCEL_STATE(status)} = 'delivered'))`
    : `max(${c.col('delivered_at')})`;
  return [
    `INSERT INTO stage_parcel BY NAME SELECT * REPLACE (CASE WHEN delivered_at IS NOT NULL AND state IN ('shipped', 'in_transit', 'out_for_delivery') THEN 'delivered' ELSE state END AS state) FROM (
      SELECT max(${c.col('order_number')}) AS number, NULL::BIGINT AS ord, ${tracking} AS tracking_number, arg_min(${c.col('carrier')}, line) AS carrier, min(${c.col('shipped_at')}) AS shipped_at,
        max(${c.col('promised_at')}) AS promised_at, ${delivered} AS delivered_at, ${PARCEL_STATE(last)} AS state, count(*) AS file_rows, min(line) AS first_line
      FROM good GROUP BY ${tracking}, ${c.has('order_number') ? 'order_number' : 'NULL::VARCHAR'})`,
    ...scans,
  ];
}
