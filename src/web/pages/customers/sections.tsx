import { useTranslation } from 'react-i18next';
import { SubNav } from '../../ui/index.ts';

/** The pages about customers as a whole. */
export function Sections() {
  const { t } = useTranslation('customers');
  return (
    <SubNav
      label={t('tabs.label')}
      places={[
        { to: '/customers', label: t('tabs.all') },
        { to: '/customers/purchases', label: t('tabs.purchases') },
        { to: '/customers/same', label: t('tabs.same') },
        { to: '/customers/unknown', label: t('tabs.unknown') },
      ]}
    />
  );
}
