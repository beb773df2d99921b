import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/index.ts';
import { Sections } from '../customers/sections.tsx';
import { Page as Frame, PageHeader, Stack } from '../../ui/index.ts';
import { History } from './history.tsx';
import { Upload } from './upload.tsx';

/** Where files come in, and what came in before. */
export function Page() {
  const { t } = useTranslation('imports');
  const may = useMay('imports.run');
  return (
    <Frame title={t('title')}>
      <PageHeader title={t('title')} sentence={t('lead')} />
      <Sections />
      {may && <Upload title={t('drop.title')} hint={t('drop.hint')} />}
      <Stack>
        <h2>{t('history.title')}</h2>
        <History />
      </Stack>
    </Frame>
  );
}
