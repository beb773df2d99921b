import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/index.ts';
import { SubNav } from '../../ui/index.ts';

/** The pages about customers as a whole, and how they come in. */
export function Sections() {
  const { t } = useTranslation('customers');
  const may = useMay('imports.read');
  return (
    <SubNav
      label={t('tabs.label')}
      places={[
        { to: '/customers', label: t('tabs.all') },
        { to: '/customers/segments', label: t('tabs.segments') },
        { to: '/customers/purchases', label: t('tabs.purchases') },
        { to: '/customers/same', label: t('tabs.same') },
        { to: '/customers/unknown', label: t('tabs.unknown') },
        ...(may ? [{ to: '/imports', label: t('tabs.imports') }] : []),
      ]}
    />
  );
}
