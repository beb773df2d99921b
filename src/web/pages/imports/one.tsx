import { useParams } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, useGet } from '../../app/index.ts';
import {
  EmptyState,
  ErrorState,
  Link,
  LinkButton,
  Loading,
  Page as Frame,
  PageHeader,
} from '../../ui/index.ts';
import { isDraft, type DraftAnswer, type ImportAnswer } from './model.ts';
import { Plan } from './plan.tsx';
import { Running } from './running.tsx';
import { Report } from './report.tsx';
import { StateBadge } from './state.tsx';

/** Asked again while it moves, so that the page needs no reload. */
const EVERY_MS = 700;

/** One import: what it is and how to read it, then how far it is, then what it brought. */
export function Page() {
  const { t } = useTranslation('imports');
  const { id = '' } = useParams({ strict: false });
  const first = useGet<ImportAnswer | DraftAnswer>(`/v1/imports/${id}`);
  const moving = first.data?.state === 'running';
  const {
    data: file,
    error,
    refetch,
  } = useGet<ImportAnswer | DraftAnswer>(`/v1/imports/${id}`, {}, { every: moving && EVERY_MS });
  useFresh(file?.state);
  const missing = error instanceof ApiProblem && error.status === 404;
  if (missing) return <Gone />;
  if (error && !file)
    return (
      <Frame title={t('title')}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Frame>
    );
  if (!file)
    return (
      <Frame title={t('title')}>
        <Loading lines={6} />
      </Frame>
    );
  return (
    <Frame title={file.file_name}>
      <PageHeader
        title={file.file_name}
        back={<Link to="/imports">{t('back')}</Link>}
        actions={isDraft(file) ? undefined : <StateBadge file={file} />}
      />
      {isDraft(file) ? (
        <Plan key={file.id} file={file} />
      ) : file.state === 'running' || file.state === 'ready' ? (
        <Running file={file} />
      ) : (
        <Report file={file} />
      )}
    </Frame>
  );
}

/** What an import brought, or took back, is new everywhere else. */
function useFresh(state: ImportAnswer['state'] | undefined): void {
  const client = useQueryClient();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'running' && state !== 'running') void client.invalidateQueries();
    before.current = state;
  }, [client, state]);
}

function Gone() {
  const { t } = useTranslation('imports');
  return (
    <Frame title={t('missing')}>
      <EmptyState title={t('missing')} actions={<LinkButton to="/imports">{t('back')}</LinkButton>}>
        {t('missing_text')}
      </EmptyState>
    </Frame>
  );
}
