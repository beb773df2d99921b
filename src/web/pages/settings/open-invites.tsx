import { useTranslation } from 'react-i18next';
import { api, useGet, useSend, type List, type RoleName } from '../../app/index.ts';
import { Button, Card, DataTable, Time, toast, type Column } from '../../ui/index.ts';

interface Invite {
  id: string;
  role: RoleName;
  email: string | null;
  expires_at: string;
}

const PATH = '/v1/invites';

export function OpenInvites() {
  const { t } = useTranslation(['settings', 'shell']);
  const invites = useGet<List<Invite>>(PATH);
  const revoke = useSend((id: string) => api.delete(`${PATH}/${id}`), { touches: [PATH] });
  const takeBack = (id: string) =>
    revoke.mutate(id, { onSuccess: () => toast({ message: t('people.revoked') }) });
  if (!invites.data?.data.length) return null;
  const columns: Column<Invite>[] = [
    {
      key: 'for',
      title: t('people.for'),
      cell: (invite) => invite.email ?? t('people.anybody'),
    },
    { key: 'role', title: t('people.role'), cell: ({ role }) => t(`shell:roles.${role}`) },
    {
      key: 'expires',
      title: t('people.expires'),
      cell: (invite) => <Time value={invite.expires_at} />,
    },
    {
      ...{ key: 'revoke', title: t('people.revoke'), align: 'end', quiet: true },
      cell: ({ id, email }) => (
        <Button size="small" kind="quiet" onClick={() => takeBack(id)}>
          {t('people.revoke')} <span className="r-hidden">{email}</span>
        </Button>
      ),
    },
  ];
  return (
    <Card title={t('people.open_title')}>
      <DataTable
        {...{ label: t('people.open_title'), columns, rows: invites.data.data, bare: true }}
        rowKey={(invite) => invite.id}
      />
    </Card>
  );
}
