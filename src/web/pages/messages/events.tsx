import {
  IconAlertCircle,
  IconArrowBackUp,
  IconCheck,
  IconClick,
  IconEye,
  IconMailForward,
  IconMailOff,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card, Soft, Time, Timeline, type Tone } from '../../ui/index.ts';
import type { TouchFully } from './model.ts';

const FACES: Record<string, readonly [Icon, Tone]> = {
  sent: [IconMailForward, 'plain'],
  delivered: [IconCheck, 'good'],
  opened: [IconEye, 'plain'],
  clicked: [IconClick, 'good'],
  replied: [IconArrowBackUp, 'good'],
  bounced: [IconMailOff, 'bad'],
  complained: [IconAlertCircle, 'bad'],
  failed: [IconAlertCircle, 'bad'],
  unsubscribed: [IconMailOff, 'warn'],
};

/** What happened since it left, the latest first. */
export function Events({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const entries = touch.events.toReversed().map(({ type, at }) => {
    const word = type.replace('touch.', '');
    const [Face, tone] = FACES[word] ?? [IconMailForward, 'plain'];
    return {
      ...{ key: `${type} ${at}`, title: t(`event.${word}`, word), tone },
      ...{ icon: <Face size={18} />, when: <Time value={at} timeZone={touch.zone ?? undefined} /> },
    };
  });
  if (entries.length === 0) return null;
  return (
    <Card title={t('event.title')}>
      <Timeline label={t('event.title')} entries={entries} />
      {touch.delivered_at === null && touch.state === 'sent' && (
        <Soft small>{t('event.no_receipt')}</Soft>
      )}
    </Card>
  );
}
