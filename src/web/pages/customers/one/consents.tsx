import { useTranslation } from 'react-i18next';
import { api, useMay, useSend } from '../../../app/index.ts';
import { Card, DayOf, Row, SelectField, Soft, Stack, toast } from '../../../ui/index.ts';
import { TOUCHED } from '../edit.ts';
import type { Consent, Customer } from '../model.ts';

const CHANNELS = ['email', 'sms', 'wecom', 'phone', 'post'];
const STATES = ['granted', 'refused', 'withdrawn'];

/** Whether we may write to them, by channel. A later word is added; nothing is overwritten. */
export function Consents({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit') && !customer.erased_at;
  const current = (channel: string) =>
    customer.consents.find(
      (one) => one.is_current && one.channel === channel && one.purpose === 'promotion',
    );
  const shown = may ? CHANNELS : CHANNELS.filter(current);
  return (
    <Card title={t('consents.title')}>
      <Stack gap={1}>
        {shown.length === 0 && <Soft>{t('consents.unknown')}</Soft>}
        {shown.map((channel) => (
          <ConsentLine key={channel} {...{ customer, channel, may }} consent={current(channel)} />
        ))}
      </Stack>
    </Card>
  );
}

function ConsentLine(props: {
  customer: Customer;
  channel: string;
  consent: Consent | undefined;
  may: boolean;
}) {
  const { customer, channel, consent, may } = props;
  const { t } = useTranslation('customers');
  const name = t(`consents.channels.${channel}`);
  const save = useSend(
    (state: string) => api.put(`/v1/customers/${customer.id}/consents`, { channel, state }),
    { touches: TOUCHED },
  );
  const choose = (state: string) => {
    const before = consent?.state;
    const noted = {
      message: t('consents.saved'),
      ...(before && { onUndo: () => save.mutate(before) }),
    };
    if (state) save.mutate(state, { onSuccess: () => toast(noted) });
  };
  const unknown = { value: '', label: t('consents.unknown'), disabled: Boolean(consent) };
  return (
    <Row spread gap={1}>
      <Stack gap={0}>
        <span>{name}</span>
        {consent && (
          <Soft small>
            {t('consents.since')} <DayOf value={consent.occurred_at} />
          </Soft>
        )}
      </Stack>
      {may ? (
        <SelectField
          label={`${t('consents.title')} ${name}`}
          quiet
          value={consent?.state ?? ''}
          onChange={choose}
          options={[unknown, ...STATES.map((value) => ({ value, label: t(`consents.${value}`) }))]}
        />
      ) : (
        <span>{t(`consents.${consent?.state ?? 'unknown'}`)}</span>
      )}
    </Row>
  );
}
