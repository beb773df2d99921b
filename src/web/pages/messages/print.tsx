import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAddress, useGet } from '../../app/index.ts';
import {
  Button,
  Choice,
  EmptyState,
  ErrorState,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  Sheets,
  Soft,
  type SheetFormat,
} from '../../ui/index.ts';
import { MessageSections } from '../templates/sections.tsx';
import { CarriedCard } from './carried.tsx';
import type { CarryListFully } from './model.ts';

const FORMATS: readonly SheetFormat[] = ['card', 'insert'];

/** The greeting cards and parcel inserts of a list, as they will stand on paper. */
export function Page() {
  const { t } = useTranslation('messages');
  const [format, setFormat] = useState<SheetFormat>('card');
  const list = useAddress().search['list'];
  const found = useGet<CarryListFully>(`/v1/touches/lists/${list}`, {}, { enabled: Boolean(list) });
  const waiting = found.data?.messages ?? [];
  const sheets = waiting.map(({ id, name, subject, text, shop }) => ({
    ...{ key: id, to: name, title: subject, text, from: shop },
  }));
  return (
    <Frame title={t('print.title')}>
      <PageHeader title={t('print.title')} sentence={t('print.lead')} />
      <MessageSections />
      {found.isLoading && <Loading lines={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {(!list || found.isSuccess) && waiting.length === 0 && (
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
      <CarriedCard kind="post" />
      {waiting.length > 0 && <Sheets label={t('print.title')} format={format} sheets={sheets} />}
    </Frame>
  );
}
