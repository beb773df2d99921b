import { useTranslation } from 'react-i18next';

/** What one calls a customer: the name, else the nickname, else that there is none. */
export function useCallName() {
  const { t } = useTranslation('customers');
  return ({ name, nick }: { name: string | null; nick: string | null }): string =>
    name ?? nick ?? t('nameless');
}
