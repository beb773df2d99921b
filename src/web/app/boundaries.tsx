import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ErrorState, LinkButton, Loading, Page, PageHeader } from '../ui/index.ts';

export function Waiting() {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('loading')}>
      <Loading lines={6} />
    </Page>
  );
}

/** A page that broke. The rest of the app still works. */
export function Failed(props: { error: unknown }) {
  const { t } = useTranslation('shell');
  const router = useRouter();
  return (
    <Page title={t('failed')}>
      <ErrorState error={props.error} onRetry={() => void router.invalidate()} />
    </Page>
  );
}

export function Missing() {
  const { t } = useTranslation('shell');
  return (
    <Page title={t('missing.title')} width="narrow">
      <PageHeader title={t('missing.title')} sentence={t('missing.text')} />
      <div>
        <LinkButton to="/">{t('missing.home')}</LinkButton>
      </div>
    </Page>
  );
}
