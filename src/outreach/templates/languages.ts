/** RFC 4647 look-up: pt-BR asks for pt-BR, then pt; then any kind of pt will do. */
function lookUp(wanted: string, there: readonly string[]): string | undefined {
  const parts = wanted.toLowerCase().replaceAll('_', '-').split('-');
  for (let n = parts.length; n > 0; n--) {
    const range = parts.slice(0, n).join('-');
    const found = there.find((one) => one.toLowerCase() === range);
    if (found !== undefined) return found;
  }
  return there.find((one) => one.toLowerCase().split('-')[0] === parts[0]);
}

/** What is mostly spoken in a country, by Unicode's likely subtags: TW is zh-Hant. */
export function languageOfCountry(country: string): string | null {
  if (!/^[A-Za-z]{2}$/.test(country)) return null;
  const { language, script } = new Intl.Locale(`und-${country}`).maximize();
  if (language === 'und') return null;
  return language === 'zh' && script === 'Hant' ? 'zh-Hant' : language;
}

/** The first wish that can be met, else English as the language most can read, else the first by alphabet. */
export function pickVariant(wishes: readonly (string | null)[], there: readonly string[]): string {
  for (const wish of [...wishes, 'en']) {
    const found = wish === null ? undefined : lookUp(wish, there);
    if (found !== undefined) return found;
  }
  return there.toSorted()[0] ?? 'en';
}
