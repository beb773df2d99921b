import type { DuckConnection } from '../../platform/duckdb/index.ts';

/**
 * How cells become values, as SQL macros over text. Each tries the plain reading first (a bare cast,
 * ten times faster than any pattern) and looks closer only at what that refuses.
 */
const MACROS = `
-- Blank, including full-width and no-break spaces and the tab platforms put before long numbers.
CREATE OR REPLACE TEMP MACRO tidy(x) AS nullif(trim(x, E' \\t\\r\\n\u00a0\u3000\ufeff'), '');

-- ="0123" and '0123 are how a spreadsheet is kept from eating zeros.
CREATE OR REPLACE TEMP MACRO clean_closely(x) AS (
  CASE WHEN tidy(x)[1] = '''' THEN tidy(tidy(x)[2:])
       WHEN tidy(x)[1] = '=' AND regexp_matches(tidy(x), '^="[^"]*"$') THEN tidy(tidy(x)[3:-2])
       ELSE tidy(x) END);

-- A cell that begins with a letter or digit and ends with a visible ASCII character needs no trimming:
-- comparisons take a fifth of the time of a trim over a set of characters, and whole texts compare faster
-- than their first characters (541,909 titles: 0.07 s against 0.12 s).
CREATE OR REPLACE TEMP MACRO clean(x) AS (
  CASE WHEN x >= '0' AND x < '{' AND NOT (x >= ':' AND x < 'A') AND x[-1] BETWEEN '!' AND '~' THEN x ELSE clean_closely(x) END);

-- An id a spreadsheet or a data frame made a number of: 17850.0 is 17850.
CREATE OR REPLACE TEMP MACRO clean_id(x) AS (
  CASE WHEN ends_with(x, '.0') AND regexp_matches(x, '^[0-9]+\\.0$') THEN left(x, -2) ELSE x END);

CREATE OR REPLACE TEMP MACRO half_width(x) AS
  translate(x, '０１２３４５６７８９．，－＋（）：／　', '0123456789.,-+():/ ');

-- The digits of an amount with its decimals after a point; anything else stays as it is and fails the cast.
CREATE OR REPLACE TEMP MACRO plain_number(x, decimal_comma) AS (
  CASE
    WHEN regexp_matches(x, '^-?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]*)?$') AND NOT (decimal_comma AND regexp_matches(x, '^-?[0-9]{1,3},[0-9]{3}$')) THEN replace(x, ',', '')
    WHEN regexp_matches(x, '^-?[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+$') OR regexp_matches(x, '^-?[0-9]{1,3}(\\.[0-9]{3}){2,}$') THEN replace(replace(x, '.', ''), ',', '.')
    WHEN decimal_comma AND regexp_matches(x, '^-?[0-9]{1,3}\\.[0-9]{3}$') THEN replace(x, '.', '')
    WHEN regexp_matches(x, '^-?[0-9]+,[0-9]{1,2}$') OR (decimal_comma AND regexp_matches(x, '^-?[0-9]*,[0-9]+$')) THEN replace(x, ',', '.')
    WHEN regexp_matches(x, '^-?[0-9]{1,3}([ ''’][0-9]{3})+([.,][0-9]+)?$') THEN replace(replace(replace(replace(x, ' ', ''), '''', ''), '’', ''), ',', '.')
    ELSE x END);

CREATE OR REPLACE TEMP MACRO bare_number(x) AS
  trim(regexp_replace(regexp_replace(x, '(?i)(人民币|RMB|CNY|USD|EUR|GBP|HKD|TWD|JPY|US\\$|HK\\$|NT\\$|元|圆|块|件|个|分|星|￥|¥|\\$|£|€|kr|zł)', '', 'g'), '[\\x{00a0}\\x{202f}]', ' ', 'g'));

-- (12.00) and 12.00- are negative to an accountant.
CREATE OR REPLACE TEMP MACRO signed_number(x) AS
  regexp_replace(regexp_replace(replace(x, '−', '-'), '^\\((.*)\\)$', '-\\1'), '^([^-].*)-$', '-\\1');

CREATE OR REPLACE TEMP MACRO looks_plain(x) AS regexp_matches(x, '^-?[0-9]*\\.?[0-9]*$');

-- For amounts of platforms, whose form is known: 1,117.8 and 0元.
CREATE OR REPLACE TEMP MACRO num(x) AS TRY_CAST(replace(replace(x, ',', ''), '元', '') AS DECIMAL(18, 6));

CREATE OR REPLACE TEMP MACRO year_of(y) AS (
  CASE WHEN length(y) = 2 THEN (CASE WHEN y::INT < 70 THEN '20' ELSE '19' END) || y ELSE y END);

-- Seconds after midnight as text; 12 AM is 0, 12 PM is 12, 24:00 the next day. Nothing for 25:00.
CREATE OR REPLACE TEMP MACRO clock_seconds(c) AS (
  CASE WHEN c.h = '' THEN 0
       WHEN c.h::INT > 24 OR (c.h::INT = 24 AND (c.mi || c.s) NOT SIMILAR TO '[0]*') OR coalesce(nullif(c.mi, ''), '0')::INT > 59 OR coalesce(nullif(c.s, ''), '0')::INT > 60 THEN NULL
       ELSE (CASE WHEN lower(c.ap) IN ('am', 'a.m.', '上午', '凌晨') AND c.h = '12' THEN 0
                  WHEN lower(c.ap) IN ('pm', 'p.m.', '下午', '晚上') AND c.h::INT < 12 THEN c.h::INT + 12
                  ELSE c.h::INT END) * 3600 + coalesce(nullif(c.mi, ''), '0')::INT * 60 + coalesce(nullif(c.s, ''), '0')::INT END);

CREATE OR REPLACE TEMP MACRO day_text(p, day_first) AS (
  CASE WHEN p.y != '' THEN p.y || '-' || p.m || '-' || p.d
       WHEN p.y2 = '' THEN NULL
       WHEN (day_first AND p.b::INT <= 12) OR p.a::INT > 12 THEN year_of(p.y2) || '-' || p.b || '-' || p.a
       ELSE year_of(p.y2) || '-' || p.a || '-' || p.b END);

CREATE OR REPLACE TEMP MACRO time_parts(x) AS regexp_extract(x,
  '^(?:([0-9]{4})[-/.年 ]+([0-9]{1,2})[-/.月 ]+([0-9]{1,2})(?:日|号)?|([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2}))(?:[T ,]*(?:星期.|周.)?[ ]*(上午|下午|凌晨|晚上)?[ ]*([0-9]{1,2})[:时点]([0-9]{1,2})?分?(?::?([0-9]{1,2})(?:[.,][0-9]+)?秒?)?)?[ ]*([AaPp]\\.?[Mm]\\.?)?[ ]*(Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)?$',
  ['y', 'm', 'd', 'a', 'b', 'y2', 'ap1', 'h', 'mi', 's', 'ap2', 'off']);

CREATE OR REPLACE TEMP MACRO offset_seconds(off) AS (
  CASE WHEN off IN ('Z', 'UTC', 'GMT') THEN 0
       ELSE (CASE WHEN off[1] = '-' THEN -1 ELSE 1 END) * (off[2:3]::INT * 3600 + coalesce(nullif(right(replace(off, ':', ''), -3), ''), '0')::INT * 60) END);

CREATE OR REPLACE TEMP MACRO from_parts(p, zone, day_first) AS (
  CASE WHEN p.off = '' THEN CAST(timezone(zone, local_time(p, day_first)) AS TIMESTAMP)
       ELSE local_time(p, day_first) - to_seconds(offset_seconds(p.off)) END);

CREATE OR REPLACE TEMP MACRO local_time(p, day_first) AS
  TRY_CAST(day_text(p, day_first) AS DATE)::TIMESTAMP
    + to_seconds(clock_seconds({'h': p.h, 'mi': p.mi, 's': p.s, 'ap': p.ap1 || p.ap2}));

-- Bare numbers: yyyymmdd, yyyymmddhhmmss, a spreadsheet's day number, Unix seconds or milliseconds.
CREATE OR REPLACE TEMP MACRO from_number(x, zone) AS (
  CASE WHEN regexp_matches(x, '^(19|20)[0-9]{6}$') THEN CAST(timezone(zone, TRY_CAST(x[1:4] || '-' || x[5:6] || '-' || x[7:8] AS TIMESTAMP)) AS TIMESTAMP)
       WHEN regexp_matches(x, '^(19|20)[0-9]{12}$') THEN CAST(timezone(zone, TRY_CAST(x[1:4] || '-' || x[5:6] || '-' || x[7:8] || ' ' || x[9:10] || ':' || x[11:12] || ':' || x[13:14] AS TIMESTAMP)) AS TIMESTAMP)
       WHEN regexp_matches(x, '^[1-7][0-9]{4}(\\.[0-9]+)?$') THEN CAST(timezone(zone, TIMESTAMP '1899-12-30' + to_seconds(round(x::DOUBLE * 86400)::BIGINT)) AS TIMESTAMP)
       WHEN regexp_matches(x, '^[0-9]{10}$') THEN CAST(to_timestamp(x::BIGINT) AS TIMESTAMP)
       WHEN regexp_matches(x, '^[0-9]{13}$') THEN CAST(to_timestamp(x::BIGINT // 1000) AS TIMESTAMP) END);

CREATE OR REPLACE TEMP MACRO from_words(x, zone) AS CAST(timezone(zone, TRY_STRPTIME(x, [
  '%b %d, %Y', '%B %d, %Y', '%d %b %Y', '%d %B %Y', '%d-%b-%Y', '%d-%b-%y', '%b %d, %Y %H:%M', '%b %d, %Y %H:%M:%S',
  '%B %d, %Y %H:%M', '%B %d, %Y %I:%M %p', '%b %d, %Y %I:%M %p', '%b %d, %Y %I:%M:%S %p', '%d %b %Y %H:%M', '%d %b %Y %H:%M:%S',
  '%d %B %Y %H:%M', '%a, %d %b %Y %H:%M:%S'])) AS TIMESTAMP);

-- The common shape, 2025-10-07 09:50:26, needs no pattern. The other shapes are read once per distinct
-- text (slow.ts): in one CASE with this they cost 1.3 s per half million rows though none took them.
CREATE OR REPLACE TEMP MACRO is_iso(x) AS strlen(x) = 19 AND x[14] = ':' AND x[17] = ':';
CREATE OR REPLACE TEMP MACRO iso_time(x, zone) AS make_timestamp(epoch_us(timezone(zone, TRY_CAST(x AS TIMESTAMP))));

CREATE OR REPLACE TEMP MACRO is_masked(x) AS contains(x, '*') OR contains(x, '＊') OR starts_with(x, '##') OR contains(x, '~');

CREATE OR REPLACE TEMP MACRO as_email(x) AS (
  CASE WHEN NOT is_masked(x) AND regexp_matches(x, '^[^@\\s,;]+@[^@\\s,;]+\\.[^@\\s,;.]+$') THEN lower(x) END);

CREATE OR REPLACE TEMP MACRO as_status(x) AS (
  CASE
    WHEN regexp_matches(x, '(?i)^(pending|pending payment|on[- ]?hold|unpaid|created|awaiting payment|authorized|partially_paid|checkout-draft|wait_buyer_pay|pay_pending)$|待付款|待支付|未付款|未支付|等待.*付款|已拍下') THEN 'unpaid'
    WHEN regexp_matches(x, '(?i)^refunded$|已退款|全额退款|退款成功') THEN 'refunded'
    WHEN regexp_matches(x, '(?i)cancel|closed|void|failed|trash|expired|declined|^unavailable$|关闭|取消|作废|失败|删除') THEN 'closed'
    WHEN regexp_matches(x, '(?i)partial(ly)?[ _-]?(shipped|fulfilled)|^partial$|consigned_part|^part_shipped$|部分发货') THEN 'part_shipped'
    WHEN regexp_matches(x, '(?i)^(completed?|done|finished|fulfilled and closed|success|trade_finished)$|交易成功|^成功$|完成|已收货|已确认收货|已评价') THEN 'completed'
    WHEN regexp_matches(x, '(?i)^(delivered|received|signed|trade_buyer_signed)$|签收|妥投') THEN 'received'
    WHEN regexp_matches(x, '(?i)^(shipped|fulfilled|dispatched|sent|in[ _]transit|wait_buyer_confirm_goods)$|已发货|待收货|等待确认收货|卖家已发货|运输中|配送中|出库完成') THEN 'shipped'
    WHEN regexp_matches(x, '(?i)^(paid|processing|approved|invoiced|partially_refunded|unfulfilled|open|confirmed|captured|wait_seller_send_goods)$|已付款|已支付|待发货|等待.*(发货|出库)|备货|待出库|锁定|暂停') THEN 'paid' END);

CREATE OR REPLACE TEMP MACRO as_yes(x) AS (
  CASE WHEN lower(x) IN ('yes', 'y', 'true', '1', 't', 'on', '是', '有', '已同意', '同意') THEN true
       WHEN lower(x) IN ('no', 'n', 'false', '0', 'f', 'off', '否', '无', '没有', '未同意', '不同意') THEN false END);

CREATE OR REPLACE TEMP MACRO as_consent(x) AS (
  CASE WHEN as_yes(x) OR lower(x) IN ('granted', 'subscribed', 'opted in', 'opt-in', 'opt_in', 'confirmed', 'active', '已订阅', '订阅', '授权', '已授权') THEN 'granted'
       WHEN lower(x) IN ('withdrawn', 'unsubscribed', 'opted out', 'opt-out', 'opt_out', 'cleaned', '退订', '已退订', '撤回') THEN 'withdrawn'
       WHEN NOT as_yes(x) OR lower(x) IN ('refused', 'not subscribed', 'not_subscribed', 'none', 'never subscribed', '拒绝', '未订阅', '未授权') THEN 'refused' END);

CREATE OR REPLACE TEMP MACRO as_gender(x) AS (
  CASE WHEN lower(x) IN ('f', 'female', 'woman', 'w', '女', '女性', '女士') THEN 'female'
       WHEN lower(x) IN ('m', 'male', 'man', '男', '男性', '先生') THEN 'male'
       WHEN lower(x) IN ('other', 'x', 'nonbinary', 'non-binary', 'diverse', '其他', '其它') THEN 'other' END);

-- Minor units in one unit of a currency (ISO 4217), as the kernel's minorDigits.
CREATE OR REPLACE TEMP MACRO minor_factor(currency) AS (
  CASE WHEN currency IN ('BIF','CLP','DJF','GNF','ISK','JPY','KMF','KRW','PYG','RWF','UGX','UYI','VND','VUV','XAF','XOF','XPF') THEN 1
       WHEN currency IN ('BHD','IQD','JOD','KWD','LYD','OMR','TND') THEN 1000 ELSE 100 END);

-- One order-independent number for a set of rows: the sum of their hashes, so that equal rows count twice.
CREATE OR REPLACE TEMP MACRO row_hash(x) AS md5_number_lower(x)::HUGEINT;
`;

/** Makes the macros known on this connection. */
export async function loadMacros(duck: DuckConnection): Promise<void> {
  await duck.run("SET TimeZone = 'UTC'");
  await duck.run(MACROS);
}
