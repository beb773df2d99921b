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
  /** Codes of ours that stand in a cell. */
  const valueText = (field: string, value: string): string =>
    field === 'status' ? t(`status.${value}`, value) : value;
  /** A field's name in a sentence of the server, as it is called on this page. */
  const plain = (text: string): string =>
    text.replaceAll(/“([a-z_]+)”/g, (_, field: string) => `“${fieldTitle(field)}”`);
  return { sourceTitle, fieldTitle, valueText, plain };
}
