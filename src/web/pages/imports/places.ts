/** Currencies and time zones to choose from: the runtime's own lists, the usual ones first. */
import type { NewShop } from './model.ts';

const USUAL = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'TWD', 'JPY', 'KRW', 'SGD', 'AUD', 'CAD'];
const CHINESE = ['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin'];

/** Money by the first part of a zone's name and by the zone; what fits most shops of that place. */
const MONEY: Record<string, string> = {
  'Asia/Shanghai': 'CNY',
  'Asia/Urumqi': 'CNY',
  'Asia/Hong_Kong': 'HKD',
  'Asia/Taipei': 'TWD',
  'Asia/Tokyo': 'JPY',
  'Asia/Seoul': 'KRW',
  'Asia/Singapore': 'SGD',
  'Europe/London': 'GBP',
  Europe: 'EUR',
  America: 'USD',
  Australia: 'AUD',
};

const withUsual = (usual: string[], all: string[], now: string): string[] => [
  ...new Set([...usual, now, ...all]),
];

export const currencies = (now: string): string[] =>
  withUsual(USUAL, Intl.supportedValuesOf('currency'), now);

export function timeZones(now: string): string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return withUsual(
    ['Asia/Shanghai', here, 'Europe/London', 'UTC'],
    Intl.supportedValuesOf('timeZone'),
    now,
  );
}

/** What a new shop most likely is, from the file's platform and the reader's own clock. */
export function guessShop(platform: string, currency?: string | null): NewShop {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = CHINESE.includes(platform) ? 'Asia/Shanghai' : here;
  const money = currency ?? MONEY[zone] ?? MONEY[zone.split('/')[0] ?? ''] ?? 'USD';
  return { name: '', platform, currency: money, time_zone: zone };
}
