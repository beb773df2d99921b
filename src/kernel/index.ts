export { fail, ok, type Problem, type Result } from './result.ts';
export { minorDigits, toDecimal } from './money.ts';
export { endOfDay, isTimeZone, localDay } from './zoned.ts';
export { maskEmail, maskPhone } from './mask.ts';
export { pickLanguage, sentence, type Language } from './messages.ts';
export { TEXTS, type Text } from './texts.ts';
export { readPhone, type Phone } from './phone.ts';
export { addressKind, provinceName, splitAddress, type Address } from './address.ts';
export { climateZone, type ClimateZone } from './climate.ts';
