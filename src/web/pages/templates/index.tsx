import { useTranslation } from 'react-i18next';
import { useAddress, useGet, useMay, type List } from '../../app/index.ts';
import {
  Badge,
  Choice,
  DataTable,
  DayOf,
  EmptyState,
  ErrorState,
  FilteredState,
  Link,
  LinkButton,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  type Column,
} from '../../ui/index.ts';
import { useLanguageName } from './languages.ts';
import { PATH, type Listed } from './model.ts';
import { MessageSections } from './sections.tsx';

/** Every template, or those put away. */
export function Page() {
  const { t } = useTranslation('templates');
  const may = useMay('templates.change');
  const { search, set } = useAddress();
  const archived = search['archived'] === 'true';
  const list = useGet<List<Listed>>(PATH, { archived });
  const rows = list.data?.data ?? [];
  const add = may && (
    <LinkButton to="/messages/templates/new" kind="primary">
      {t('new')}
    </LinkButton>
  );
  const shown = [
    { value: 'false', label: t('list.in_use') },
    { value: 'true', label: t('list.archived') },
  ];
  return (
    <Frame title={t('title')}>
      <PageHeader title={t('title')} sentence={t('lead')} actions={add} />
      <MessageSections />
      <Row>
        <Choice
          label={t('list.shown')}
          options={shown}
          value={String(archived)}
          onChange={(value) => set({ archived: value === 'true' ? value : undefined })}
        />
      </Row>
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && rows.length === 0 && !archived && (
        <EmptyState title={t('list.none')} actions={add}>
          {t('list.none_text')}
        </EmptyState>
      )}
      {list.isSuccess && rows.length === 0 && archived && (
        <FilteredState
          title={t('list.none_archived')}
          onClear={() => set({ archived: undefined })}
        />
      )}
      {rows.length > 0 && <Table rows={rows} />}
    </Frame>
  );
}

function Table({ rows }: { rows: Listed[] }) {
  const { t } = useTranslation(['templates', 'channels', 'rules']);
  const nameOf = useLanguageName();
  const columns: Column<Listed>[] = [
    {
      ...{ key: 'name', title: t('name') },
      cell: (row) => (
        <Link to="/messages/templates/$id" params={{ id: row.id }}>
          {row.name}
        </Link>
      ),
    },
    { key: 'kind', title: t('list.kind'), cell: ({ kind }) => t(`channels:kinds.${kind}.name`) },
    {
      ...{ key: 'class', title: t('list.class') },
      cell: (row) => <Badge>{t(`rules:classes.${row.class}`)}</Badge>,
    },
    {
      ...{ key: 'languages', title: t('list.languages') },
      cell: ({ languages }) => languages.map(nameOf).join(', '),
    },
    { key: 'version', title: t('list.version'), align: 'end', cell: ({ version }) => version },
    {
      ...{ key: 'changed', title: t('list.changed') },
      cell: (row) => <DayOf value={row.changed_at} />,
    },
  ];
  return <DataTable label={t('title')} columns={columns} rows={rows} rowKey={({ id }) => id} />;
}
