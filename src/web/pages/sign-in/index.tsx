import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, Door, enter, useAddress, useForm, type Session } from '../../app/index.ts';
import { Button, Notice, PasswordField, Soft, TextField } from '../../ui/index.ts';
import { wayBack } from './way-back.ts';

export function Page() {
  const { t } = useTranslation('account');
  const navigate = useNavigate();
  const { search } = useAddress();
  const form = useForm({ email: '', password: '' }, async (values) => {
    await enter(await api.post<Session>('/v1/session', values));
    await navigate({ href: wayBack(search['next']) });
  });
  return (
    <Door title={t('sign_in.title')}>
      <form onSubmit={form.onSubmit}>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <TextField
          label={t('email')}
          required
          type="email"
          autoComplete="username"
          {...form.field('email')}
        />
        <PasswordField label={t('password')} required {...form.field('password')} />
        <Button type="submit" kind="primary" size="large" busy={form.busy}>
          {t('sign_in.submit')}
        </Button>
        <Soft small>{t('sign_in.forgotten')}</Soft>
      </form>
    </Door>
  );
}
