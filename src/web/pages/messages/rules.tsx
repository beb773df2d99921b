import { useTranslation } from 'react-i18next';
import { Checks } from '../../ui/index.ts';
import type { TouchFully } from './model.ts';

/** Every rule in the order in which they are asked, with its word and its evidence. */
export function Rules({ touch }: { touch: Pick<TouchFully, 'rules'> }) {
  const { t } = useTranslation('messages');
  return (
    <Checks
      label={t('why.rules')}
      lines={touch.rules.map(({ rule, ok, text }) => ({
        ...{ key: rule, ok, title: t(`rule.${rule}`), text: ok !== null && text },
        word: t(ok === null ? 'why.not_reached' : ok ? 'why.passed' : 'why.decided'),
      }))}
    />
  );
}
