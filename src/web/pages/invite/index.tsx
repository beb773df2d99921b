import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import {
  api,
  ApiProblem,
  Door,
  enter,
  useForm,
  useGet,
  type RoleName,
  type Session,
} from '../../app/index.ts';
import {
  Button,
  LinkButton,
  Loading,
  Notice,
  PasswordField,
  Row,
  TextField,
} from '../../ui/index.ts';

interface Invitation {
  business: string;
  role: RoleName;
  email: string | null;
  invited_by: string | null;
}

/** Used, expired or the server away: it says so. Never made or taken back: we say what to do. */
const why = (error: unknown): string | undefined =>
  error instanceof ApiProblem && error.code !== 'not_found' ? error.message : undefined;

export function Page() {
  const { t } = useTranslation(['account', 'shell']);
  const { token = '' } = useParams({ strict: false });
  const path = `/v1/invites/${encodeURIComponent(token)}`;
  const invitation = useGet<Invitation>(path);
  if (invitation.isPending)
    return (
      <Door title={t('shell:loading')}>
        <Loading />
      </Door>
    );
  if (!invitation.data)
    return (
      <Door title={t('invite.gone')} sentence={why(invitation.error) ?? t('invite.gone_text')}>
        <Row>
          <LinkButton to="/sign-in">{t('invite.to_sign_in')}</LinkButton>
        </Row>
      </Door>
    );
  return <Accept path={path} invitation={invitation.data} />;
}

function Accept({ path, invitation }: { path: string; invitation: Invitation }) {
  const { t, i18n } = useTranslation(['account', 'shell']);
  const navigate = useNavigate();
  const { business, email, invited_by: name } = invitation;
  const form = useForm({ name: '', email: email ?? '', password: '' }, async (values) => {
    const body = { ...values, language: i18n.language };
    await enter(await api.post<Session>(`${path}/accept`, body));
    await navigate({ to: '/' });
  });
  const role = t(`shell:roles.${invitation.role}`);
  const sentence = name
    ? t('invite.sentence', { name, role })
    : t('invite.sentence_nobody', { role });
  return (
    <Door title={t('invite.title', { business })} sentence={sentence}>
      <form onSubmit={form.onSubmit}>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <TextField label={t('name')} required autoComplete="name" {...form.field('name')} />
        <TextField
          label={t('email')}
          required
          type="email"
          autoComplete="username"
          disabled={email !== null}
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
          {t('invite.submit')}
        </Button>
      </form>
    </Door>
  );
}
