import { useTranslation } from 'react-i18next';
import { api, useMay } from '../../../app/index.ts';
import { Button, Card, Expand, Facts, Mono, Row, Soft, Spoken, Stack } from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { Customer, Profile } from '../model.ts';

/** Every account of this person, one line each; what was joined can be separated. */
export function Profiles({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const ways = customer.identities.filter(({ kind }) => kind.startsWith('receiver_'));
  return (
    <Card title={t('profiles.title')}>
      <Stack>
        {customer.profiles.map((profile) => (
          <ProfileLine
            key={profile.id}
            customer={customer}
            profile={profile}
            alone={customer.profiles.length === 1}
          />
        ))}
        {ways.length > 0 && (
          <Expand label={t('profiles.ways', { count: ways.length })}>
            <Facts
              of={ways.map(({ kind, value }) => [
                t(`profiles.kind.${kind}`),
                <Mono key={value}>{value}</Mono>,
              ])}
            />
          </Expand>
        )}
      </Stack>
    </Card>
  );
}

function ProfileLine(props: { customer: Customer; profile: Profile; alone: boolean }) {
  const { customer, profile, alone } = props;
  const { t } = useTranslation('customers');
  const may = useMay('customers.merge');
  const { run, busy } = useEdit(customer.id);
  const name = profile.nick ?? profile.name ?? profile.key_value;
  const separate = () =>
    said(
      run({
        send: () =>
          api.post<Changed>(`/v1/customers/${customer.id}/unmerge`, { profile_id: profile.id }),
        said: t('profiles.unmerged'),
      }),
    );
  return (
    <Row spread gap={1}>
      <Stack gap={0}>
        <span>{name}</span>
        <Soft small>
          {[profile.shop_name, t(`profiles.kind.${profile.key_kind}`), profile.key_value]
            .filter((part) => part && part !== name)
            .join(' · ')}
        </Soft>
      </Stack>
      {may && !alone && (
        <Button size="small" busy={busy} onClick={separate}>
          {t('profiles.unmerge')}
          <Spoken>{name}</Spoken>
        </Button>
      )}
    </Row>
  );
}
