import { useTranslation } from 'react-i18next';
import { usePages } from '../../app/index.ts';
import {
  Count,
  DataTable,
  EmptyState,
  ErrorState,
  Link,
  Loading,
  Row,
  Soft,
  Stack,
  Time,
  useFormats,
  type Column,
} from '../../ui/index.ts';
import type { ImportAnswer } from './model.ts';
import { StateBadge } from './state.tsx';
import { UndoImport } from './undo.tsx';

const isMoving = ({ state, stage }: ImportAnswer) => state === 'running' || stage === 'undoing';

/** What moves is looked at again, so that the list needs no reload. */
const whileMoving = (rows: ImportAnswer[]) => rows.some(isMoving) && 1500;

/** What was imported before, the newest first. */
export function History() {
  const { t } = useTranslation('imports');
  const list = usePages<ImportAnswer>('/v1/imports', { limit: 20 }, { every: whileMoving });
  const columns = useColumns();
  if (list.isPending) return <Loading lines={4} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.rows.length === 0)
    return <EmptyState title={t('history.empty_title')}>{t('history.empty')}</EmptyState>;
  return (
    <DataTable
      label={t('history.title')}
      columns={columns}
      rows={list.rows}
      rowKey={(row) => row.id}
      more={list.more}
    />
  );
}

function useColumns(): Column<ImportAnswer>[] {
  const { t } = useTranslation('imports');
  return [
    {
      ...{ key: 'file', title: t('history.file') },
      cell: (row) => (
        <Stack gap={0}>
          <Link to="/imports/$id" params={{ id: row.id }}>
            {row.file_name}
          </Link>
          <Soft small>{row.shop?.name}</Soft>
        </Stack>
      ),
    },
    {
      ...{ key: 'when', title: t('history.when') },
      cell: (row) => <Time value={row.started_at} />,
    },
    {
      ...{ key: 'rows', title: t('history.rows'), align: 'end' as const },
      cell: (row) => <Count value={row.read} />,
    },
    { ...{ key: 'brought', title: t('history.brought') }, cell: (row) => <Brought file={row} /> },
    {
      ...{ key: 'state', title: t('history.state') },
      cell: (row) => (
        <Row gap={1}>
          <StateBadge file={row} />
          <UndoImport file={row} small />
        </Row>
      ),
    },
  ];
}

function Brought({ file }: { file: ImportAnswer }) {
  const { t } = useTranslation('imports');
  const { count } = useFormats();
  if (file.state !== 'done') return null;
  const parts = [
    file.orders_new > 0 && t('history.orders', { orders: count(file.orders_new) }),
    file.customers_new > 0 && t('history.customers', { customers: count(file.customers_new) }),
    file.rejected > 0 && t('history.rejected', { rows: count(file.rejected) }),
  ].filter(Boolean);
  if (parts.length > 0) return <span>{parts.join(t('comma'))}</span>;
  return (
    <Soft>
      {file.accepted > 0
        ? t('history.accepted', { rows: count(file.accepted) })
        : t('history.nothing')}
    </Soft>
  );
}
