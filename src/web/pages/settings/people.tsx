import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../ledger/accounts/schema.ts';
import { api, useGet, useSend, useSession, type List, type RoleName } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  DataTable,
  ErrorState,
  Loading,
  Row,
  SelectField,
  Soft,
  Stack,
  Time,
  toast,
  type Column,
} from '../../ui/index.ts';
import { InviteForm } from './invite-form.tsx';
import { OpenInvites } from './open-invites.tsx';

interface User {
  id: string;
  name: string;
  email: string;
  role: RoleName;
  shop_ids: string[] | null;
  last_seen_at: string | null;
  disabled_at: string | null;
}

const PATH = '/v1/users';

/** Who may sign in, and the invitations still open. */
export function People() {
  const { t } = useTranslation('settings');
  const users = useGet<List<User>>(PATH);
  const [inviting, setInviting] = useState(false);
  return (
    <>
      <Card
        title={t('people.title')}
        sentence={t('people.sentence')}
        actions={
          <Button kind="primary" onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        }
      >
        {users.isPending && <Loading />}
        {users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
        {users.data && <UserTable users={users.data.data} />}
      </Card>
      <OpenInvites />
      {inviting && <InviteForm onClose={() => setInviting(false)} />}
    </>
  );
}

/** Both can be taken back: the toast sends what was there before. */
function useUserChanges() {
  const { t } = useTranslation(['settings', 'shell']);
  const change = useSend(
    ({ id, ...body }: { id: string; role?: RoleName; disabled?: boolean }) =>
      api.patch(`${PATH}/${id}`, body),
    { touches: [PATH] },
  );
  const setRole = ({ id, name, role: before }: User, role: RoleName) =>
    change.mutate(
      { id, role },
      {
        onSuccess: () =>
          toast({
            message: t('people.role_changed', { name, role: t(`shell:roles.${role}`) }),
            onUndo: () => change.mutate({ id, role: before }),
          }),
      },
    );
  const setDisabled = ({ id, name }: User, disabled: boolean) =>
    change.mutate(
      { id, disabled },
      {
        onSuccess: () =>
          toast({
            message: disabled
              ? t('people.was_disabled', { name })
              : t('people.was_enabled', { name }),
            onUndo: () => change.mutate({ id, disabled: !disabled }),
          }),
      },
    );
  return { setRole, setDisabled };
}

function UserTable({ users }: { users: User[] }) {
  const { t } = useTranslation(['settings', 'shell']);
  const me = useSession().user?.id;
  const { setRole, setDisabled } = useUserChanges();
  const roles = ROLES.map((value) => ({ value, label: t(`shell:roles.${value}`) }));
  const columns: Column<User>[] = [
    {
      key: 'name',
      title: t('people.name'),
      cell: (user) => (
        <Stack gap={0}>
          <Row gap={1}>
            {user.name}
            {user.id === me && <Badge>{t('people.you')}</Badge>}
            {user.disabled_at && <Badge tone="warn">{t('people.disabled')}</Badge>}
          </Row>
          <Soft small>{user.email}</Soft>
        </Stack>
      ),
    },
    {
      key: 'role',
      title: t('people.role'),
      cell: (user) =>
        user.id === me ? (
          t(`shell:roles.${user.role}`)
        ) : (
          <SelectField
            label={t('people.role_of', { name: user.name })}
            quiet
            value={user.role}
            options={roles}
            onChange={(role) => setRole(user, role as RoleName)}
          />
        ),
    },
    {
      key: 'shops',
      title: t('people.shops'),
      cell: ({ shop_ids: shops }) =>
        shops === null ? t('people.all_shops') : t('people.some_shops', { count: shops.length }),
    },
    {
      key: 'seen',
      title: t('people.last_seen'),
      cell: (user) => <Time value={user.last_seen_at} />,
    },
    {
      ...{ key: 'off', title: t('people.disable'), align: 'end', quiet: true },
      cell: (user) =>
        user.id !== me && (
          <Button
            size="small"
            kind="quiet"
            onClick={() => setDisabled(user, user.disabled_at === null)}
          >
            {user.disabled_at ? t('people.enable') : t('people.disable')}{' '}
            <span className="r-hidden">{user.name}</span>
          </Button>
        ),
    },
  ];
  return (
    <DataTable
      {...{ label: t('people.title'), columns, rows: users, bare: true }}
      rowKey={(user) => user.id}
    />
  );
}
