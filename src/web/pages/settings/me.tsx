import { useTranslation } from 'react-i18next';
import { api, chooseLanguage, useForm, useRefresh, useSession } from '../../app/index.ts';
import {
  Button,
  Card,
  Facts,
  Grid,
  LanguageSwitch,
  Notice,
  PasswordField,
  Stack,
  TextField,
  ThemeSwitch,
  toast,
} from '../../ui/index.ts';

/** Whoever is signed in. */
export function Me() {
  return (
    <Grid min={340} gap={4}>
      <About />
      <Password />
    </Grid>
  );
}

function About() {
  const { t, i18n } = useTranslation(['settings', 'shell']);
  const { user, role } = useSession();
  const refresh = useRefresh();
  const form = useForm({ name: user?.name ?? '' }, async (values) => {
    await api.patch('/v1/session', values);
    await refresh('/v1/session');
    toast({ message: t('saved') });
  });
  return (
    <Card title={t('me.title')}>
      <Stack gap={3}>
        <Facts
          of={[
            [t('me.email'), user?.email],
            [t('me.role'), t(`shell:roles.${role}`)],
            [
              t('me.language'),
              <LanguageSwitch
                key="language"
                value={i18n.language === 'zh' ? 'zh' : 'en'}
                onChange={(language) => void chooseLanguage(language)}
              />,
            ],
            [t('me.appearance'), <ThemeSwitch key="theme" />],
          ]}
        />
        <form onSubmit={form.onSubmit}>
          <Stack>
            <TextField label={t('me.name')} required autoComplete="name" {...form.field('name')} />
            <div>
              <Button type="submit" busy={form.busy}>
                {t('save')}
              </Button>
            </div>
          </Stack>
        </form>
      </Stack>
    </Card>
  );
}

const NO_PASSWORDS = { current_password: '', password: '' };

function Password() {
  const { t } = useTranslation('settings');
  const form = useForm(NO_PASSWORDS, async (values) => {
    await api.patch('/v1/session', values);
    toast({ message: t('me.changed') });
    return NO_PASSWORDS;
  });
  return (
    <Card title={t('me.password')} sentence={t('me.password_sentence')}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <PasswordField label={t('me.current')} required {...form.field('current_password')} />
          <PasswordField label={t('me.new')} required isNew {...form.field('password')} />
          <div>
            <Button type="submit" busy={form.busy}>
              {t('me.change')}
            </Button>
          </div>
        </Stack>
      </form>
    </Card>
  );
}
