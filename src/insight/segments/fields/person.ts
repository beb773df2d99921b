import { LUNAR_MONTH_DAYS, lunarYearNear } from '../../../kernel/lunar/index.ts';
import { choices, inGroup, type Field } from './field.ts';

const person = inGroup('person');
const place = inGroup('place');
const reach = inGroup('reach');
const origin = inGroup('origin');

const GENDERS = choices({
  female: ['Female', '女'],
  male: ['Male', '男'],
  other: ['Other', '其他'],
});
const HOME = choices({ home: ['Home', '家庭'], company: ['Company', '公司'] });
const ZONES = choices({
  severe_cold: ['Severe cold', '严寒地区'],
  cold: ['Cold', '寒冷地区'],
  hot_summer_cold_winter: ['Hot summer, cold winter', '夏热冬冷地区'],
  hot_summer_warm_winter: ['Hot summer, warm winter', '夏热冬暖地区'],
  temperate: ['Temperate', '温和地区'],
});
const CONSENT = choices({
  granted: ['Agreed', '已同意'],
  refused: ['Refused', '已拒绝'],
  withdrawn: ['Took it back', '已撤回'],
});
const SUBSCRIPTION = choices({
  SUBSCRIBED: ['Subscribed', '已订阅'],
  UNSUBSCRIBED: ['Unsubscribed', '已退订'],
  NOT_SUBSCRIBED: ['Never asked', '未订阅'],
});

const subscription = (column: string): string =>
  `CASE t.${column} WHEN 'granted' THEN 'SUBSCRIBED' WHEN 'refused' THEN 'UNSUBSCRIBED' WHEN 'withdrawn' THEN 'UNSUBSCRIBED' ELSE 'NOT_SUBSCRIBED' END`;

/** Written in whatever case; there are few tags and few shops. */
const TAGS = '(SELECT list(DISTINCT tag) FROM lens.main.customer_tag WHERE lower(tag) = lower(?))';
const SHOPS = '(SELECT list(id) FROM lens.main.shop WHERE lower(name) = lower(?))';

/** A lunar month and day are another day every year. */
const birthdayOn = (day: string): string =>
  `CASE WHEN t.birthday_lunar AND t.birthday_day <= ${LUNAR_MONTH_DAYS} THEN [${lunarYearNear(day).join(', ')}][CAST((t.birthday_month - 1) * ${LUNAR_MONTH_DAYS} + t.birthday_day AS INTEGER)]
    WHEN t.birthday_lunar THEN NULL ELSE t.birthday_month * 100 + t.birthday_day END`;

/** Who the customer is, where, how to reach them, where they came from. */
export const PERSON: Field[] = [
  person('tags', 'list', ['Tags', '标签'], { member: TAGS }),
  person('gender', 'choice', ['Gender', '性别'], { values: GENDERS }),
  person('birth_year', 'number', ['Year of birth', '出生年份']),
  person('birthday', 'yearly', ['Birthday', '生日'], {
    sqlOn: birthdayOn,
    hint: [
      'Whatever the year; a lunar birthday counts on its solar day nearest to today',
      '不看年份；农历生日按离今天最近的公历日期计',
    ],
  }),
  person('birthday_month', 'number', ['Month of birth', '生日月份']),
  person('birthday_day', 'number', ['Day of birth', '生日日期']),
  place('country', 'text', ['Country', '国家'], {
    hint: ['Two letters: CN, GB', '两位代码，如 CN、GB'],
  }),
  place('region', 'text', ['Province or region', '省份'], {
    hint: [
      'The province or state of the address; a city is asked for as City',
      '收货地址的省份；城市请用“城市”',
    ],
  }),
  place('city', 'text', ['City', '城市']),
  place('climate_zone', 'choice', ['Climate zone', '气候区'], { values: ZONES }),
  place('address_kind', 'choice', ['Kind of address', '地址类型'], { values: HOME }),
  reach('has_phone', 'yes_no', ['Has a phone number', '有手机号']),
  reach('has_email', 'yes_no', ['Has an email address', '有邮箱']),
  reach('email_consent', 'choice', ['Consent to email', '邮件营销许可'], { values: CONSENT }),
  reach('sms_consent', 'choice', ['Consent to text messages', '短信营销许可'], { values: CONSENT }),
  reach('best_hour', 'number', ['Hour they buy at', '常购时段（点）'], {
    hint: ['0–23', '0–23 点'],
  }),
  origin('customer_since', 'day', ['Customer since', '成为客户日期']),
  origin('first_source', 'text', ['Source of the first order', '首单来源']),
  origin('first_promotion', 'text', ['Promotion of the first order', '首单活动']),
  origin('shops', 'list', ['Shops', '店铺'], {
    member: SHOPS,
    hint: ['By the shop’s name', '填店铺名称'],
  }),
];

/** Shopify's names for the same, so that a segment written there works here. */
export const SHOPIFY: Field[] = [
  person('customer_tags', 'list', ['Tags', '标签'], { sql: 't.tags', member: TAGS, alias: true }),
  place('customer_countries', 'list', ['Country', '国家'], { sql: 't.country', alias: true }),
  place('customer_regions', 'list', ['Province or region', '省份'], {
    sql: 't.region',
    alias: true,
  }),
  place('customer_cities', 'list', ['City', '城市'], { sql: 't.city', alias: true }),
  origin('customer_added_date', 'day', ['Customer since', '成为客户日期'], {
    sql: 't.customer_since',
    alias: true,
  }),
  reach('email_subscription_status', 'choice', ['Email subscription', '邮件订阅'], {
    ...{ sql: subscription('email_consent'), values: SUBSCRIPTION, alias: true },
  }),
  reach('sms_subscription_status', 'choice', ['Text message subscription', '短信订阅'], {
    ...{ sql: subscription('sms_consent'), values: SUBSCRIPTION, alias: true },
  }),
];
