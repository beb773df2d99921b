/** Two languages, one file an area: `locales/<language>/<area>.json`, used as `useTranslation('<area>')`. */
import i18n from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/index.ts';

const files = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json');

const STORED = 'regulars.language';

function stored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** Chosen here before, else what the browser prefers: the first of its languages that we speak. */
export function firstLanguage(): Language {
  const wanted = [stored(), ...navigator.languages].filter((one) => one !== null);
  const spoken = wanted.find((one) => /^(zh|en)\b/i.test(one)) ?? 'en';
  return spoken.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

async function load(language: Language): Promise<void> {
  const wanted = Object.entries(files).filter(([path]) => path.includes(`/${language}/`));
  await Promise.all(
    wanted.map(async ([path, read]) => {
      const area = path.replace(/^.*\/|\.json$/g, '');
      i18n.addResourceBundle(language, area, (await read()).default);
    }),
  );
}

export async function startLanguages(): Promise<void> {
  const lng = firstLanguage();
  await i18n.use(initReactI18next).init({
    ...{ lng, fallbackLng: false, ns: ['ui'], defaultNS: 'ui', resources: {} },
    ...{ interpolation: { escapeValue: false }, returnNull: false },
  });
  await load(lng);
  document.documentElement.lang = lng === 'zh' ? 'zh-CN' : 'en';
}

export async function switchLanguage(language: Language): Promise<void> {
  if (i18n.language === language) return;
  await load(language);
  await i18n.changeLanguage(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // Storage switched off: the choice lasts as long as the page.
  }
}
