import { useTranslation } from 'react-i18next';
import { Expand, Notice, Soft, Stack } from '../../ui/index.ts';
import { useAsk } from '../segments/ask.ts';
import type { TouchFully } from './model.ts';
import { Rules } from './rules.tsx';
import { useTouchWords } from './words.ts';

/** What the gate would say: asked while one writes, nothing is left behind. */
export const useDryRun = (path: string, asked: object | undefined) =>
  useAsk<TouchFully>(path, asked && { ...asked, dry_run: true });

type Asked = ReturnType<typeof useDryRun>;

export const wouldGo = (touch: TouchFully | undefined): boolean => touch?.state === 'scheduled';

export function DryRun({ asked }: { asked: Asked }) {
  const { t } = useTranslation('messages');
  const { moment } = useTouchWords();
  const { data: touch, error } = asked;
  if (error) return <Notice tone="warn">{error.message}</Notice>;
  if (!touch) return <Soft small>{t('dry.empty')}</Soft>;
  const goes = wouldGo(touch);
  return (
    <Stack gap={1}>
      <div aria-live="polite">
        <Notice tone={goes ? 'good' : 'warn'}>
          <strong>
            {touch.planned_at && goes
              ? t('dry.goes', { moment: moment(touch.planned_at, touch.zone) })
              : t('dry.not')}
          </strong>{' '}
          {touch.reason?.text}
        </Notice>
      </div>
      <Expand label={t('dry.rules')}>
        <Rules touch={touch} />
      </Expand>
    </Stack>
  );
}
