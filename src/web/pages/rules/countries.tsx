import { useTranslation } from 'react-i18next';
import { Row, SelectField, Stack, Tag } from '../../ui/index.ts';

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** Regions that CLDR names and that are no country: unions, and codes for tests. */
const NO_COUNTRY = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO']);

/** Every country the browser has a name for, by name. */
function countriesIn(language: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  return LETTERS.flatMap((a) => LETTERS.map((b) => a + b))
    .filter((code) => !NO_COUNTRY.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap((code) => {
      const name = names.of(code);
      return name ? [{ code, name }] : [];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, language));
}

export function useCountryNames() {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'region' });
  return (codes: readonly string[]) => codes.map((code) => names.of(code) ?? code);
}

/** Countries, each with a way out, and a way to add one. */
export function Countries(props: {
  label: string;
  value: readonly string[];
  disabled?: boolean;
  error?: string;
  onChange: (codes: string[]) => void;
}) {
  const { t, i18n } = useTranslation('rules');
  const { label, value, disabled, error, onChange } = props;
  const nameOf = useCountryNames();
  const rest = countriesIn(i18n.language).filter(({ code }) => !value.includes(code));
  return (
    <Stack gap={1}>
      <Row gap={0.5}>
        {value.map((code) => (
          <Tag
            key={code}
            {...(!disabled && { onRemove: () => onChange(value.filter((one) => one !== code)) })}
          >
            {nameOf([code]).join('')}
          </Tag>
        ))}
      </Row>
      {!disabled && (
        <SelectField
          quiet
          label={label}
          error={error}
          value=""
          options={[
            { value: '', label },
            ...rest.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(code) => code && onChange([...value, code])}
        />
      )}
      {disabled && value.length === 0 && <span>{t('nowhere')}</span>}
    </Stack>
  );
}
