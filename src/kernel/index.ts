export { fail, ok, type Problem, type Result } from './result.ts';
export { formatMoney, minorDigits, toDecimal } from './money.ts';
export { endOfDay, isTimeZone, localDay } from './zoned.ts';
