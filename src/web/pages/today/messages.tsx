import { useTranslation } from 'react-i18next';
import { useGet, useMay, type List } from '../../app/index.ts';
import { Link, Notice, Stack } from '../../ui/index.ts';

interface Channel {
  id: string;
  name: string;
  paused_at: string | null;
  pause_reason: { text: string } | null;
}

/** Messages that wait for a word of ours, and channels that stand still. Silent where all is well. */
export function MessagesWaiting() {
  const { t } = useTranslation('today');
  const may = useMay('touches.read');
  const options = { enabled: may };
  const { data: outbox } = useGet<{ counts: Record<string, number> }>(
    '/v1/touches',
    { limit: 1 },
    options,
  );
  const { data: channels } = useGet<List<Channel>>('/v1/channels', {}, options);
  const unknown = outbox?.counts['unknown'] ?? 0;
  const paused = (channels?.data ?? []).filter(({ paused_at }) => paused_at !== null);
  if (unknown === 0 && paused.length === 0) return null;
  return (
    <Notice tone="warn">
      <Stack gap={1}>
        {unknown > 0 && (
          <span>
            {t('messages.unknown', { count: unknown })}{' '}
            <Link to="/messages" search={{ state: 'unknown' } as never}>
              {t('messages.see')}
            </Link>
          </span>
        )}
        {paused.map(({ id, name, pause_reason: reason }) => (
          <span key={id}>
            {t('messages.paused', { name })} {reason?.text}{' '}
            <Link to="/settings/$part" params={{ part: 'channels' }}>
              {t('messages.channels')}
            </Link>
          </span>
        ))}
      </Stack>
    </Notice>
  );
}
