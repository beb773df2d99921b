import { useTranslation } from 'react-i18next';
import { Card, CheckboxField, Soft, Stack } from '../../ui/index.ts';
import { CLASSES, toggled, type Part } from './model.ts';
import { Reason } from './reason.tsx';

/** What an open complaint stops. */
export function ComplaintPart({ policy, defaults, may, set }: Part) {
  const { t } = useTranslation('rules');
  const usual = defaults.complaint_stops.map((one) => t(`classes.${one}`)).join(', ');
  return (
    <Card title={t('complaint.title')} sentence={t('complaint.sentence')}>
      <Stack>
        {CLASSES.map((one) => (
          <CheckboxField
            key={one}
            label={t(`classes.${one}`)}
            disabled={!may}
            value={policy.complaint_stops.includes(one)}
            onChange={(on) =>
              set({ complaint_stops: toggled(CLASSES, policy.complaint_stops, one, on) })
            }
          />
        ))}
        <Soft small>{t('default_is', { value: usual })}</Soft>
        <Reason of="complaint" />
      </Stack>
    </Card>
  );
}

export function PublicPart({ policy, defaults, may, set }: Part) {
  const { t } = useTranslation('rules');
  return (
    <Card title={t('public.title')} sentence={t('public.sentence')}>
      <Stack>
        <CheckboxField
          label={t('public.label')}
          hint={t('default_is', { value: defaults.public_address_required ? t('on') : t('off') })}
          disabled={!may}
          value={policy.public_address_required}
          onChange={(on) => set({ public_address_required: on })}
        />
        <Reason of="public" />
      </Stack>
    </Card>
  );
}
