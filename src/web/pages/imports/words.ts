import { useTranslation } from 'react-i18next';
import type { SourceAnswer } from './model.ts';

const ATTRIBUTE = 'attribute:';

/** Names of sources and fields in the reader's language. */
export function useWords() {
  const { t, i18n } = useTranslation('imports');
  const sourceTitle = (sources: SourceAnswer[], name: string | null): string => {
    const source = sources.find((one) => one.name === name);
    return source?.title[i18n.language === 'zh' ? 'zh' : 'en'] ?? name ?? '';
  };
  const fieldTitle = (field: string): string =>
    field.startsWith(ATTRIBUTE)
      ? t('mapping.attribute', { name: field.slice(ATTRIBUTE.length) })
      : t(`field.${field}`, field);
  return { sourceTitle, fieldTitle };
}
