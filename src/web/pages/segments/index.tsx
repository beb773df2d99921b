import { useTranslation } from 'react-i18next';
import { useGet, useMay, type List } from '../../app/index.ts';
import {
  Card,
  Count,
  DataTable,
  EmptyState,
  ErrorState,
  Grid,
  Link,
  LinkButton,
  Loading,
  Money,
  Page as Frame,
  PageHeader,
  Row,
  Soft,
  Sparkline,
  Stack,
  type Column,
} from '../../ui/index.ts';
import type { Ready, Segment } from './model.ts';
import { CustomerSections } from './sections.tsx';

/** Saved segments, and ready-made ones to start from. */
export function Page() {
  const { t } = useTranslation('segments');
  const may = useMay('segments.change');
  const list = useGet<List<Segment>>('/v1/segments');
  const saved = list.data?.data ?? [];
  const add = may && (
    <LinkButton to="/customers/segments/new" kind="primary">
      {t('new')}
    </LinkButton>
  );
  return (
    <Frame title={t('title')} width="wide">
      <PageHeader title={t('title')} sentence={t('lead')} actions={add} />
      <CustomerSections />
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && saved.length === 0 && (
        <EmptyState title={t('empty.title')}>{t('empty.text')}</EmptyState>
      )}
      {saved.length > 0 && <SavedTable rows={saved} />}
      <ReadyOnes />
    </Frame>
  );
}

function SavedTable({ rows }: { rows: Segment[] }) {
  const { t } = useTranslation('segments');
  const columns: Column<Segment>[] = [
    {
      ...{ key: 'name', title: t('column.name') },
      cell: (row) => (
        <Stack gap={0}>
          <Link to="/customers/segments/$id" params={{ id: row.id }}>
            {row.name}
          </Link>
          <Soft small>{row.text}</Soft>
        </Stack>
      ),
    },
    {
      key: 'customers',
      title: t('column.customers'),
      align: 'end',
      cell: (row) => <Count value={row.size?.customers} />,
    },
    {
      ...{ key: 'value', title: t('column.value'), align: 'end' },
      cell: (row) =>
        row.size?.currency ? (
          <Money minor={row.size.value} currency={row.size.currency} tight />
        ) : (
          ''
        ),
    },
    {
      ...{ key: 'history', title: t('column.history'), phone: 'hide' },
      cell: (row) => (
        <Sparkline
          label={t('history_of', { name: row.name, days: row.sizes.length })}
          values={row.sizes.map(({ customers }) => customers)}
        />
      ),
    },
  ];
  return <DataTable label={t('saved')} columns={columns} rows={rows} rowKey={(row) => row.id} />;
}

function ReadyOnes() {
  const { t } = useTranslation('segments');
  const { data } = useGet<List<Ready>>('/v1/segments/ready');
  const ready = (data?.data ?? []).toSorted(
    (a, b) => Number(b.customers > 0) - Number(a.customers > 0),
  );
  if (ready.length === 0) return null;
  return (
    <Stack>
      <h2>{t('ready.title')}</h2>
      <Grid min={280}>
        {ready.map((one) => (
          <Card key={one.key} title={one.name} sentence={one.hint} level>
            <Row spread>
              <strong>{t('people_count', { count: one.customers })}</strong>
              <LinkButton
                to="/customers/segments/new"
                search={{ ready: one.key } as never}
                size="small"
              >
                {t('ready.start')}
              </LinkButton>
            </Row>
          </Card>
        ))}
      </Grid>
    </Stack>
  );
}
