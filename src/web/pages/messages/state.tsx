import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/index.ts';
import { fateOf, standingOf, TONES, type Touch } from './model.ts';

export function State({ touch }: { touch: Touch }) {
  const { t } = useTranslation('messages');
  const standing = standingOf(touch);
  return <Badge tone={TONES[standing]}>{t(`state.${standing}`)}</Badge>;
}

/** Why it stands there, in a sentence; of one that went out, what became of it. */
export function Reason({ touch }: { touch: Touch }) {
  const { t } = useTranslation('messages');
  const fate = fateOf(touch);
  if (touch.reason) return <>{touch.reason.text}</>;
  if (fate) return <>{t(`fate.${fate}`)}</>;
  return <>{t(`plainly.${standingOf(touch)}`)}</>;
}
