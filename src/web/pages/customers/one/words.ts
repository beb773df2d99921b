import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../ui/index.ts';
import type { FieldChange, Occasion } from '../model.ts';

const named = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Words for what the ledger writes as codes and values. */
export function useChangeWords() {
  const { t } = useTranslation('customers');
  const { language } = useFormats();

  const occasionDay = ({ year, month, day, lunar }: Occasion): string => {
    const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
    const date = new Date(Date.UTC(year ?? 2024, month - 1, day));
    const written = lunar
      ? t('occasions.lunar_day', { month, day })
      : new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(
          date,
        );
    return year === null ? written : t('occasions.with_year', { day: written, year });
  };

  const fieldName = ({ field, name }: FieldChange): string => {
    if (name === null) return t(`details.${field}`, field);
    return field === 'occasion' ? t(`occasions.kinds.${name}`, name) : name;
  };

  const valueText = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('timeline.nothing');
    if (named(value) && 'month' in value) return occasionDay(value as unknown as Occasion);
    if (named(value) && 'value' in value) return String(value['value']);
    return String(value as string | number | boolean);
  };

  return { occasionDay, fieldName, valueText };
}
