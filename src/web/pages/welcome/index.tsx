import { useNavigate } from '@tanstack/react-router';
import { IconBuildingStore, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay, useSample, useSession } from '../../app/index.ts';
import {
  Button,
  Card,
  Grid,
  Link,
  LinkButton,
  Notice,
  Page as Frame,
  PageHeader,
  ProgressBar,
  Stack,
} from '../../ui/index.ts';

/** The two ways to begin. */
export function Page() {
  const { t } = useTranslation('account');
  const { user } = useSession();
  return (
    <Frame title={t('welcome.title', { name: user?.name ?? '' })} width="narrow">
      <PageHeader
        title={t('welcome.title', { name: user?.name ?? '' })}
        sentence={t('welcome.sentence')}
      />
      <Grid min={300} gap={3}>
        <ImportChoice />
        <SampleChoice />
      </Grid>
      <Link to="/">{t('welcome.later')}</Link>
    </Frame>
  );
}

function ImportChoice() {
  const { t } = useTranslation('account');
  return (
    <Card level>
      <Stack>
        <IconFileImport size={36} stroke={1.4} color="var(--r-mark)" aria-hidden />
        <h2>{t('welcome.import.title')}</h2>
        <p className="r-soft">{t('welcome.import.text')}</p>
        <div>
          <LinkButton to="/imports" kind="primary" size="large">
            {t('welcome.import.button')}
          </LinkButton>
        </div>
      </Stack>
    </Card>
  );
}

function SampleChoice() {
  const { t } = useTranslation('account');
  const may = useMay('samples.change');
  const navigate = useNavigate();
  const sample = useSample(() => void navigate({ to: '/' }));
  return (
    <Card level>
      <Stack>
        <IconBuildingStore size={36} stroke={1.4} color="var(--r-mark)" aria-hidden />
        <h2>{t('welcome.sample.title')}</h2>
        <p className="r-soft">{t('welcome.sample.text')}</p>
        {sample.problem && (
          <Notice tone="bad" alert>
            {sample.problem}
          </Notice>
        )}
        {sample.loading ? (
          <ProgressBar label={t('welcome.sample.running')} />
        ) : (
          <div>
            <Button size="large" disabled={!may} onClick={sample.load}>
              {t('welcome.sample.button')}
            </Button>
          </div>
        )}
      </Stack>
    </Card>
  );
}
