import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../ledger/accounts/schema.ts';
import { api, useForm, useGet, useRefresh, type List, type RoleName } from '../../app/index.ts';
import {
  Button,
  CheckboxField,
  CopyText,
  Dialog,
  Notice,
  SelectField,
  Stack,
  TextField,
} from '../../ui/index.ts';

interface Values {
  role: RoleName;
  email: string;
  /** Empty: every shop. */
  shop_ids: string[];
}

const EMPTY: Values = { role: 'agent', email: '', shop_ids: [] };

/** Makes a link that the owner sends in whatever way people talk to each other. */
export function InviteForm(props: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'shell']);
  const [url, setUrl] = useState<string>();
  const refresh = useRefresh();
  const form = useForm(EMPTY, async ({ role, email, shop_ids }) => {
    const body = {
      ...{ role, email: email || undefined },
      shop_ids: shop_ids.length ? shop_ids : null,
    };
    const made = await api.post<{ url: string }>('/v1/invites', body);
    setUrl(made.url);
    await refresh('/v1/invites');
  });
  const roles = ROLES.map((value) => ({ value, label: t(`shell:roles.${value}`) }));
  return (
    <Dialog open title={t('people.invite')} onClose={props.onClose}>
      {url ? (
        <Stack>
          <p>{t('people.link_sentence')}</p>
          <CopyText label={t('people.link')} text={url} />
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
            <SelectField
              label={t('people.role')}
              hint={t(`people.roles.${form.values.role}`)}
              options={roles}
              {...form.field('role')}
              onChange={(role) => form.set('role', role as RoleName)}
            />
            <TextField
              label={t('people.email')}
              hint={t('people.email_hint')}
              type="email"
              {...form.field('email')}
            />
            <ShopChoice
              chosen={form.values.shop_ids}
              onChange={(ids) => form.set('shop_ids', ids)}
            />
            <div className="r-dialog-actions">
              <Button onClick={props.onClose}>{t('cancel')}</Button>
              <Button type="submit" kind="primary" busy={form.busy}>
                {t('people.make')}
              </Button>
            </div>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

/** Only where there is a choice. */
function ShopChoice(props: { chosen: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation('settings');
  const { chosen, onChange } = props;
  const shops = useGet<List<{ id: string; name: string }>>('/v1/shops').data?.data ?? [];
  if (shops.length < 2) return null;
  return (
    <fieldset className="r-fieldset">
      <legend>{t('people.shops')}</legend>
      <Stack gap={1}>
        <CheckboxField
          label={t('people.all_shops')}
          value={chosen.length === 0}
          onChange={() => onChange([])}
        />
        {shops.map(({ id, name }) => (
          <CheckboxField
            key={id}
            label={name}
            value={chosen.includes(id)}
            onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
          />
        ))}
      </Stack>
    </fieldset>
  );
}
