import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Language } from './format.ts';
import { Choice } from './fields.tsx';

/** Each language names itself. */
export function LanguageSwitch(props: {
  value: Language;
  onChange: (language: Language) => void;
  wide?: boolean;
}) {
  const { t } = useTranslation('ui');
  return (
    <Choice
      label={t('language')}
      wide={props.wide}
      value={props.value}
      onChange={props.onChange}
      options={[
        { value: 'zh', label: '中文' },
        { value: 'en', label: 'English' },
      ]}
    />
  );
}

export function ThemeSwitch(props: { wide?: boolean }) {
  const { t } = useTranslation('ui');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Choice
      label={t('theme.label')}
      wide={props.wide}
      value={colorScheme}
      onChange={setColorScheme}
      options={[
        { value: 'auto', label: t('theme.auto') },
        { value: 'light', label: t('theme.light') },
        { value: 'dark', label: t('theme.dark') },
      ]}
    />
  );
}
