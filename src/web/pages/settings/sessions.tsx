import { useTranslation } from 'react-i18next';
import { api, useGet, useMay, useSend, type List } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  DataTable,
  ErrorState,
  Loading,
  Time,
  toast,
  type Column,
} from '../../ui/index.ts';
import { deviceOf } from './device.ts';

interface SessionRow {
  id: string;
  user: { id: string; name: string };
  user_agent: string;
  ip: string;
  created_at: string;
  last_seen_at: string;
  current: boolean;
}

const PATH = '/v1/sessions';

export function Sessions() {
  const { t } = useTranslation('settings');
  const all = useMay('users.manage');
  const sessions = useGet<List<SessionRow>>(PATH);
  return (
    <Card title={t('sessions.title')} sentence={!all && t('sessions.sentence_mine')}>
      {sessions.isPending && <Loading />}
      {sessions.isError && (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && <SessionTable rows={sessions.data.data} />}
    </Card>
  );
}

function SessionTable({ rows }: { rows: SessionRow[] }) {
  const { t } = useTranslation('settings');
  const revoke = useSend((id: string) => api.delete(`${PATH}/${id}`), { touches: [PATH] });
  const end = (id: string) =>
    revoke.mutate(id, { onSuccess: () => toast({ message: t('sessions.ended') }) });
  const columns: Column<SessionRow>[] = [
    { key: 'who', title: t('sessions.who'), cell: (row) => row.user.name },
    { key: 'device', title: t('sessions.device'), cell: (row) => deviceOf(row.user_agent) },
    { key: 'ip', title: t('sessions.ip'), cell: (row) => row.ip },
    { key: 'since', title: t('sessions.since'), cell: (row) => <Time value={row.created_at} /> },
    { key: 'seen', title: t('sessions.seen'), cell: (row) => <Time value={row.last_seen_at} /> },
    {
      ...{ key: 'end', title: t('sessions.end'), align: 'end', quiet: true },
      cell: (row) =>
        row.current ? (
          <Badge tone="good">{t('sessions.this')}</Badge>
        ) : (
          <Button size="small" kind="quiet" onClick={() => end(row.id)}>
            {t('sessions.end')} <span className="r-hidden">{deviceOf(row.user_agent)}</span>
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      {...{ label: t('sessions.title'), columns, rows, bare: true }}
      rowKey={(row) => row.id}
    />
  );
}
