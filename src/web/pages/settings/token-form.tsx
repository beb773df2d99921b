import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../ledger/accounts/schema.ts';
import { api, useForm, useRefresh, type RoleName } from '../../app/index.ts';
import { Button, CopyText, Dialog, Notice, SelectField, Stack, TextField } from '../../ui/index.ts';

const EMPTY: { name: string; role: RoleName } = { name: '', role: 'viewer' };

/** Makes a token and shows it, this once. */
export function TokenForm(props: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'shell']);
  const [token, setToken] = useState<string>();
  const refresh = useRefresh();
  const form = useForm(EMPTY, async (values) => {
    setToken((await api.post<{ token: string }>('/v1/tokens', values)).token);
    await refresh('/v1/tokens');
  });
  const roles = ROLES.map((value) => ({ value, label: t(`shell:roles.${value}`) }));
  return (
    <Dialog open title={t('tokens.add')} onClose={props.onClose}>
      {token ? (
        <Stack>
          <p>{t('tokens.shown_once')}</p>
          <CopyText label={t('tokens.token')} text={token} />
          <div className="r-dialog-actions">
            <Button onClick={props.onClose}>{t('close')}</Button>
          </div>
        </Stack>
      ) : (
        <form onSubmit={form.onSubmit}>
          <Stack>
            {form.failure && (
              <Notice tone="bad" alert>
                {form.failure}
              </Notice>
            )}
            <TextField
              label={t('tokens.name')}
              hint={t('tokens.name_hint')}
              required
              {...form.field('name')}
            />
            <SelectField
              label={t('tokens.role')}
              hint={t(`people.roles.${form.values.role}`)}
              options={roles}
              {...form.field('role')}
              onChange={(role) => form.set('role', role as RoleName)}
            />
            <div className="r-dialog-actions">
              <Button onClick={props.onClose}>{t('cancel')}</Button>
              <Button type="submit" kind="primary" busy={form.busy}>
                {t('tokens.add')}
              </Button>
            </div>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}
