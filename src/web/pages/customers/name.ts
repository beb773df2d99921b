import { useTranslation } from 'react-i18next';

interface Named {
  name: string | null;
  nick: string | null;
  erased?: boolean;
  erased_at?: string | null;
}

/** What one calls a customer: the name, else the nickname, else that there is none. */
export function useCallName() {
  const { t } = useTranslation('customers');
  return (customer: Named): string => {
    if (customer.erased || customer.erased_at) return t('unnamed');
    return customer.name ?? customer.nick ?? t('nameless');
  };
}
