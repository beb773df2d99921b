import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, Door, enter, setupQuery, useForm, type Session } from '../../app/index.ts';
import { Button, Notice, PasswordField, TextField } from '../../ui/index.ts';

const EMPTY = { business_name: '', name: '', email: '', password: '' };

/** The first visitor of a fresh machine becomes its owner. */
export function Page() {
  const { t, i18n } = useTranslation('account');
  const navigate = useNavigate();
  const setup = useQuery(setupQuery);
  const form = useForm(EMPTY, async (values) => {
    const body = { ...values, language: i18n.language };
    await enter(await api.post<Session>('/v1/setup', body));
    await navigate({ to: '/welcome' });
  });
  if (setup.data && !setup.data.needs_owner && !form.busy) return <Navigate to="/" />;
  return (
    <Door title={t('setup.title')} sentence={t('setup.sentence')}>
      <form onSubmit={form.onSubmit}>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <TextField
          label={t('setup.business')}
          required
          autoComplete="organization"
          {...form.field('business_name')}
        />
        <TextField label={t('name')} required autoComplete="name" {...form.field('name')} />
        <TextField
          label={t('email')}
          required
          type="email"
          autoComplete="username"
          {...form.field('email')}
        />
        <PasswordField
          label={t('password')}
          hint={t('password_hint')}
          required
          isNew
          {...form.field('password')}
        />
        <Button type="submit" kind="primary" size="large" busy={form.busy}>
          {t('setup.submit')}
        </Button>
      </form>
    </Door>
  );
}
