import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useGet, useSend, type List, type RoleName } from '../../app/index.ts';
import {
  Button,
  Card,
  DataTable,
  Dialog,
  EmptyState,
  ErrorState,
  Loading,
  Time,
  toast,
  type Column,
} from '../../ui/index.ts';
import { TokenForm } from './token-form.tsx';

interface Token {
  id: string;
  name: string;
  role: RoleName;
  created_by: string | null;
  created_at: string;
  last_used_at: string | null;
}

const PATH = '/v1/tokens';

export function Tokens() {
  const { t } = useTranslation('settings');
  const tokens = useGet<List<Token>>(PATH);
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token>();
  return (
    <Card
      title={t('tokens.title')}
      sentence={
        <>
          {t('tokens.sentence')}{' '}
          <a className="r-link" href="/docs">
            {t('tokens.docs')}
          </a>
        </>
      }
      actions={
        <Button kind="primary" onClick={() => setMaking(true)}>
          {t('tokens.add')}
        </Button>
      }
    >
      {tokens.isPending && <Loading />}
      {tokens.isError && <ErrorState error={tokens.error} onRetry={() => void tokens.refetch()} />}
      {tokens.data?.data.length === 0 && <EmptyState title={t('tokens.none')} />}
      {tokens.data && tokens.data.data.length > 0 && (
        <TokenTable tokens={tokens.data.data} onRevoke={setEnding} />
      )}
      {making && <TokenForm onClose={() => setMaking(false)} />}
      {ending && <Revoke token={ending} onClose={() => setEnding(undefined)} />}
    </Card>
  );
}

function TokenTable(props: { tokens: Token[]; onRevoke: (token: Token) => void }) {
  const { t } = useTranslation(['settings', 'shell']);
  const columns: Column<Token>[] = [
    { key: 'name', title: t('tokens.name'), cell: (token) => token.name },
    { key: 'role', title: t('tokens.role'), cell: ({ role }) => t(`shell:roles.${role}`) },
    { key: 'by', title: t('tokens.by'), cell: (token) => token.created_by },
    { key: 'made', title: t('tokens.made'), cell: (token) => <Time value={token.created_at} /> },
    {
      key: 'used',
      title: t('tokens.used'),
      cell: (token) =>
        token.last_used_at ? <Time value={token.last_used_at} /> : t('tokens.never'),
    },
    {
      ...{ key: 'revoke', title: t('tokens.revoke'), align: 'end', quiet: true },
      cell: (token) => (
        <Button size="small" kind="quiet" onClick={() => props.onRevoke(token)}>
          {t('tokens.revoke')} <span className="r-hidden">{token.name}</span>
        </Button>
      ),
    },
  ];
  return (
    <DataTable
      {...{ label: t('tokens.title'), columns, rows: props.tokens, bare: true }}
      rowKey={(token) => token.id}
    />
  );
}

/** The one question in these pages: a program somewhere stops, and no undo brings the secret back. */
function Revoke({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useTranslation('settings');
  const revoke = useSend(() => api.delete(`${PATH}/${token.id}`), { touches: [PATH] });
  const act = () =>
    revoke.mutate(undefined, {
      onSuccess: () => toast({ message: t('tokens.revoked', { name: token.name }) }),
      onSettled: onClose,
    });
  return (
    <Dialog
      open
      size="small"
      title={t('tokens.revoke_title', { name: token.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" busy={revoke.isPending} onClick={act}>
            {t('tokens.revoke')}
          </Button>
        </>
      }
    >
      {t('tokens.revoke_text')}
    </Dialog>
  );
}
