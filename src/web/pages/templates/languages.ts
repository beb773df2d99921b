import { useTranslation } from 'react-i18next';

/** Those that stores write in most; any other may come from the API. */
export const LANGUAGES =
  'zh en zh-Hant ja ko es fr de it pt pt-BR nl sv da nb fi pl cs sk hu ro bg el tr ru uk ar he fa hi bn ur th vi id ms fil sw'.split(
    ' ',
  );

/** A language's name in the reader's own. */
export function useLanguageName() {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (code: string): string => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code;
    }
  };
}
