import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../app/index.ts';
import {
  Button,
  Choice,
  EmptyState,
  ErrorState,
  Loading,
  Notice,
  Page as Frame,
  PageHeader,
  Row,
  Sheets,
  Soft,
  type SheetFormat,
} from '../../ui/index.ts';
import { MessageSections } from '../templates/sections.tsx';
import { CarriedCard } from './carried.tsx';

interface Waiting {
  id: string;
  shop: string | null;
  name: string | null;
  subject: string | null;
  text: string;
}

/** As many as the server gives at once. */
const MOST = 500;

const FORMATS: readonly SheetFormat[] = ['card', 'insert'];

/** Greeting cards and parcel inserts that lie ready, as they will stand on paper. */
export function Page() {
  const { t } = useTranslation('messages');
  const [format, setFormat] = useState<SheetFormat>('card');
  const found = useGet<{ data: Waiting[] }>('/v1/touches/waiting', { kind: 'post' });
  const waiting = found.data?.data ?? [];
  const sheets = waiting.map(({ id, name, subject, text, shop }) => ({
    ...{ key: id, to: name, title: subject, text, from: shop },
  }));
  return (
    <Frame title={t('print.title')}>
      <PageHeader title={t('print.title')} sentence={t('print.lead')} />
      <MessageSections />
      {found.isPending && <Loading lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && waiting.length === 0 && (
        <EmptyState title={t('print.none')}>{t('print.none_text')}</EmptyState>
      )}
      {waiting.length > 0 && (
        <Row spread>
          <Choice
            label={t('print.format')}
            options={FORMATS.map((value) => ({ value, label: t(`print.formats.${value}`) }))}
            value={format}
            onChange={setFormat}
          />
          <Button kind="primary" onClick={() => window.print()}>
            {t('print.print')}
          </Button>
        </Row>
      )}
      {waiting.length > 0 && <Soft small>{t('print.hint')}</Soft>}
      {waiting.length >= MOST && <Notice>{t('print.first', { count: MOST })}</Notice>}
      {waiting.length > 0 && (
        <CarriedCard count={waiting.length} kind="post" ids={waiting.map(({ id }) => id)} />
      )}
      {waiting.length > 0 && <Sheets label={t('print.title')} format={format} sheets={sheets} />}
    </Frame>
  );
}
