import { fail, isTimeZone, ok, type Problem, type Result } from '../../kernel/index.ts';
import type { Platform, ShopInput } from './schema.ts';

export interface ShopDraft {
  name: string;
  platform: Platform;
  currency: string;
  timeZone: string;
  taxIncluded: boolean;
}

const CHINESE = new Set<Platform>(['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin']);

let currencies: Set<string> | undefined;

function isCurrency(code: string): boolean {
  currencies ??= new Set(Intl.supportedValuesOf('currency'));
  return currencies.has(code);
}

export function shopProblem(shop: { currency?: string; time_zone?: string }): Problem | undefined {
  const { currency, time_zone } = shop;
  if (currency !== undefined && !isCurrency(currency))
    return { code: 'currency_unknown', params: { currency }, pointer: '/currency' };
  if (time_zone !== undefined && !isTimeZone(time_zone))
    return { code: 'time_zone_unknown', params: { time_zone }, pointer: '/time_zone' };
  return undefined;
}

/** A Chinese platform sells in yuan and counts its days in Shanghai; elsewhere days are those of the machine. */
export function completeShop(input: ShopInput, machineZone: string): Result<ShopDraft> {
  const problem = shopProblem(input);
  if (problem) return fail(problem.code, problem.params, problem.pointer);
  const platform = input.platform ?? 'other';
  const chinese =
    CHINESE.has(platform) || (platform === 'other' && machineZone === 'Asia/Shanghai');
  return ok({
    name: input.name,
    platform,
    currency: input.currency ?? (chinese ? 'CNY' : 'USD'),
    timeZone: input.time_zone ?? (chinese ? 'Asia/Shanghai' : machineZone),
    taxIncluded: input.tax_included ?? true,
  });
}
