import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import {
  Card,
  Chart,
  DataTable,
  Mono,
  Soft,
  Stack,
  Time,
  useFormats,
  type Column,
} from '../../ui/index.ts';
import type { Segment, Version } from './model.ts';

/** How large it was, and what it said before. */
export function History({ segment }: { segment: Segment }) {
  return (
    <Stack gap={3}>
      <Sizes segment={segment} />
      <Versions segment={segment} />
    </Stack>
  );
}

function Sizes({ segment: { sizes } }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const { count, day } = useFormats();
  const series = [
    {
      name: t('column.customers'),
      values: sizes.map((one) => one.customers),
      kind: 'line' as const,
    },
  ];
  return (
    <Card title={t('history.sizes')} sentence={t('history.sizes_text')}>
      {sizes.length < 2 ? (
        <Soft>{t('history.short')}</Soft>
      ) : (
        <Chart
          label={t('history.sizes')}
          head={t('history.day')}
          categories={sizes.map((one) => day(one.day))}
          {...{ series, format: count, below: true }}
        />
      )}
    </Card>
  );
}

function Versions({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const { data } = useGet<List<Version>>(`/v1/segments/${segment.id}/versions`);
  const columns: Column<Version>[] = [
    { key: 'number', title: t('history.version'), cell: (row) => row.number },
    { key: 'text', title: t('text.label'), cell: (row) => <Mono>{row.text}</Mono> },
    { key: 'at', title: t('history.at'), cell: (row) => <Time value={row.at} /> },
    { key: 'by', title: t('history.by'), cell: (row) => row.by ?? '' },
  ];
  return (
    <Card title={t('history.versions')}>
      <DataTable
        label={t('history.versions')}
        columns={columns}
        rows={data?.data ?? []}
        rowKey={(row) => String(row.number)}
        bare
      />
    </Card>
  );
}
