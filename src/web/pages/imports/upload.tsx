import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../app/index.ts';
import { Button, FileDrop, Notice, ProgressBar, Row, Stack } from '../../ui/index.ts';
import type { DraftAnswer } from './model.ts';

const ACCEPT = '.csv,.tsv,.txt,.xlsx,.json,.gz';

/** Takes a file, sends it, and leads to what we think it is. */
export function Upload(props: { title: string; hint?: string; shop?: string }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef<AbortController>(undefined);

  const send = async (file: File) => {
    setProblem(undefined);
    setSending({ name: file.name, share: 0 });
    stop.current = new AbortController();
    try {
      const draft = await api.upload<DraftAnswer>('/v1/imports', file, {
        signal: stop.current.signal,
        onProgress: (share) => setSending({ name: file.name, share }),
      });
      // The shop brings back how its files were mapped the last time.
      if (props.shop) await api.patch(`/v1/imports/${draft.id}`, { shop_id: props.shop });
      await navigate({ to: '/imports/$id', params: { id: draft.id } });
    } catch (error) {
      const aborted = stop.current.signal.aborted;
      if (!aborted) setProblem(error instanceof Error ? error.message : t('drop.failed'));
    } finally {
      setSending(undefined);
    }
  };

  if (sending)
    return (
      <Stack>
        <ProgressBar
          label={t('drop.sending', { name: sending.name })}
          value={sending.share < 1 ? sending.share : undefined}
        />
        <Row>
          <Button onClick={() => stop.current?.abort()}>{t('progress.cancel')}</Button>
        </Row>
      </Stack>
    );
  return (
    <Stack>
      {problem && (
        <Notice tone="bad" alert>
          {problem}
        </Notice>
      )}
      <FileDrop
        title={props.title}
        hint={props.hint}
        accept={ACCEPT}
        onFiles={([file]) => file && void send(file)}
      />
    </Stack>
  );
}
