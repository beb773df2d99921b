/** Minor digits of currencies that do not have two (ISO 4217). */
const DIGITS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** How many decimals the currency's minor unit has: 2 for GBP, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => DIGITS[currency.toUpperCase()] ?? 2;

/** An amount in minor units as a plain decimal: (123450, 'GBP') is "1234.50". */
export function toDecimal(minor: number, currency: string): string {
  return (minor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}

/** An amount in minor units as people of that language write it. */
export function formatMoney(minor: number, currency: string, language: string): string {
  return new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(minor / 10 ** minorDigits(currency));
}
