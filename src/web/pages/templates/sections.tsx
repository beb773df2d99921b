import { useTranslation } from 'react-i18next';
import { SubNav } from '../../ui/index.ts';

/** The outbox, what is written in messages, and what decides about them. */
export function MessageSections() {
  const { t } = useTranslation('templates');
  const places = [
    { to: '/messages', label: t('outbox') },
    { to: '/messages/templates', label: t('title') },
    { to: '/messages/rules', label: t('rules') },
  ];
  return <SubNav label={t('sections')} places={places} />;
}
