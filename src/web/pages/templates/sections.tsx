import { useTranslation } from 'react-i18next';
import { SubNav } from '../../ui/index.ts';

/** What stands beside the outbox. */
export function MessageSections() {
  const { t } = useTranslation('templates');
  const places = [
    { to: '/messages/templates', label: t('title') },
    { to: '/messages/rules', label: t('rules') },
  ];
  return <SubNav label={t('sections')} places={places} />;
}
