import { useTranslation } from 'react-i18next';
import { AUDIT_ACTIONS } from '../../../ledger/audit/schema.ts';
import { useAddress, usePages } from '../../app/index.ts';
import {
  Card,
  DataTable,
  EmptyState,
  ErrorState,
  FilteredState,
  Loading,
  Mono,
  SelectField,
  Soft,
  Time,
  type Column,
} from '../../ui/index.ts';
import { useAuditDetails } from './audit-details.ts';

interface Entry {
  id: string;
  at: string;
  by: { kind: 'user' | 'token' | 'command_line' | 'visitor'; name: string | null };
  action: string;
  object: string | null;
  details: Record<string, unknown>;
}

export function Audit() {
  const { t } = useTranslation('settings');
  const { search, set } = useAddress();
  const action = search['action'];
  const list = usePages<Entry>('/v1/audit', { action, limit: 50 });
  const none = list.isSuccess && list.rows.length === 0;
  const options = [
    { value: '', label: t('audit.any') },
    ...AUDIT_ACTIONS.map((value) => ({ value, label: t(`audit.actions.${value}`) })),
  ];
  return (
    <Card
      title={t('audit.title')}
      sentence={t('audit.sentence')}
      actions={
        <SelectField
          label={t('audit.action')}
          quiet
          value={action ?? ''}
          options={options}
          onChange={(next) => set({ action: next })}
        />
      }
    >
      {list.isPending && <Loading lines={8} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {none && !action && <EmptyState title={t('audit.none')} />}
      {none && action && <FilteredState onClear={() => set({ action: undefined })} />}
      {list.rows.length > 0 && <Entries list={list} />}
    </Card>
  );
}

function Entries({ list }: { list: ReturnType<typeof usePages<Entry>> }) {
  const { t } = useTranslation('settings');
  const inWords = useAuditDetails();
  const who = ({ kind, name }: Entry['by']) => {
    if (kind === 'user') return name;
    return kind === 'token' ? t('audit.token', { name }) : t(`audit.${kind}`);
  };
  const columns: Column<Entry>[] = [
    { key: 'when', title: t('audit.when'), cell: (entry) => <Time value={entry.at} /> },
    { key: 'who', title: t('audit.who'), cell: (entry) => who(entry.by) },
    { key: 'what', title: t('audit.what'), cell: ({ action }) => t(`audit.actions.${action}`) },
    {
      key: 'details',
      title: t('audit.details'),
      cell: ({ object, details }) =>
        (object !== null || Object.keys(details).length > 0) && (
          <Soft small>
            {object && <Mono>{object} </Mono>}
            {inWords(details)}
          </Soft>
        ),
    },
  ];
  return (
    <DataTable
      {...{ label: t('audit.title'), columns, rows: list.rows, bare: true }}
      rowKey={(entry) => entry.id}
      more={list.more}
      stale={list.isPlaceholderData}
    />
  );
}
