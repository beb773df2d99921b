import { useTranslation } from 'react-i18next';
import { api, useMay, useSend } from '../../app/index.ts';
import {
  Button,
  Card,
  Figure,
  Grid,
  ProgressBar,
  Row,
  Soft,
  Stack,
  toast,
  useFormats,
} from '../../ui/index.ts';
import type { ImportAnswer, Progress } from './model.ts';

/** How far it is, how long it will take, and the way out. */
export function Running({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const may = useMay('imports.run');
  const cancel = useSend(() => api.post(`/v1/imports/${file.id}/cancel`), {
    touches: ['/v1/imports'],
  });
  // While its rows are only read it becomes a plan again: that says nothing by itself.
  const stop = () =>
    cancel.mutate(undefined, { onSuccess: () => toast({ message: t('report.cancelled') }) });
  const { progress } = file;
  const canStop = may && file.stage !== 'undoing';
  return (
    <Card>
      <Stack gap={3}>
        <ProgressBar
          label={t(`stage.${file.stage ?? 'waiting'}`)}
          value={progress?.share}
          detail={progress && <Pace progress={progress} />}
        />
        {progress && <Counts progress={progress} />}
        <Row>
          {canStop && (
            <Button busy={cancel.isPending} onClick={stop}>
              {t('progress.cancel')}
            </Button>
          )}
          <Soft>{t('progress.leave')}</Soft>
        </Row>
      </Stack>
    </Card>
  );
}

function Pace({ progress }: { progress: Progress }) {
  const { t } = useTranslation('imports');
  const { rows_per_second: speed, seconds_left: left } = progress;
  const parts = [
    speed === null ? undefined : t('progress.speed', { count: speed }),
    left === null
      ? undefined
      : left > 90
        ? t('progress.left_minutes', { minutes: Math.round(left / 60) })
        : t('progress.left_seconds', { seconds: left }),
  ];
  return <>{parts.filter(Boolean).join(' · ')}</>;
}

/** Which rows are taken is known when all are checked; until then only what was read. */
function Counts({ progress }: { progress: Progress }) {
  const { t } = useTranslation('imports');
  const { count } = useFormats();
  const { read, accepted, unchanged, rejected } = progress;
  const decided = accepted + unchanged + rejected > 0;
  return (
    <Grid min={140}>
      <Figure size="small" label={t('progress.read')} value={count(read)} />
      {decided && (
        <>
          <Figure size="small" label={t('progress.accepted')} value={count(accepted)} />
          <Figure size="small" label={t('progress.unchanged')} value={count(unchanged)} />
          <Figure size="small" label={t('progress.rejected')} value={count(rejected)} />
        </>
      )}
    </Grid>
  );
}
