import { useTranslation } from 'react-i18next';
import { Expand, Lines, Soft } from '../../ui/index.ts';

/** Why a rule is there, and where that is written. */
export function Reason({ of }: { of: 'hours' | 'caps' | 'consent' | 'complaint' | 'public' }) {
  const { t } = useTranslation('rules');
  return (
    <Expand label={t('why')}>
      <Soft small>
        <Lines>{t(`reasons.${of}`)}</Lines>
      </Soft>
    </Expand>
  );
}
