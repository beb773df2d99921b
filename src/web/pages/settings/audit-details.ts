import { useTranslation } from 'react-i18next';

/** Where the words for a code of ours stand, by what it is a code of. */
const CODES: Record<string, string> = { role: 'shell:roles', kind: 'goods:kinds' };

/** What an entry notes beside its action, in words: codes are for machines. */
export function useAuditDetails(): (details: Record<string, unknown>) => string {
  const { t } = useTranslation(['settings', 'shell', 'goods', 'imports']);
  const words = (key: string, value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
    if (value === null) return t('audit.removed');
    if (Array.isArray(value)) return value.map((one) => fieldName(String(one))).join(', ');
    const text = String(value as string | number);
    return key in CODES ? t(`${CODES[key]}.${text}`, text) : text;
  };
  const fieldName = (field: string): string =>
    t(`audit.fields.${field}`, t(`imports:field.${field}`, field));
  return (details) =>
    Object.entries(details)
      .map(([key, value]) =>
        t('audit.detail', { name: t(`audit.notes.${key}`, key), value: words(key, value) }),
      )
      .join(t('audit.between'));
}
