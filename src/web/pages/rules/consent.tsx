import { useTranslation } from 'react-i18next';
import { CHANNEL_KINDS } from '../../../outreach/channels/schema.ts';
import { Card, CheckboxField, Expand, Row, Soft, Stack } from '../../ui/index.ts';
import { Countries } from './countries.tsx';
import { CLASSES, toggled, type Class, type Consent, type Part } from './model.ts';
import { Reason } from './reason.tsx';

/** Who must have said yes. */
export function ConsentPart({ policy, defaults, may, set }: Part) {
  const { t } = useTranslation('rules');
  const change = (of: Class, rule: Consent) => set({ consent: { ...policy.consent, [of]: rule } });
  return (
    <Card title={t('consent.title')} sentence={t('consent.sentence')}>
      <Stack>
        {CLASSES.map((of) => (
          <OneClass
            key={of}
            {...{ of, may, rule: policy.consent[of], usual: defaults.consent[of] }}
            onChange={(rule) => change(of, rule)}
          />
        ))}
        <Reason of="consent" />
      </Stack>
    </Card>
  );
}

interface Props {
  of: Class;
  rule: Consent;
  usual: Consent;
  may: boolean;
  onChange: (rule: Consent) => void;
}

function OneClass(props: Props) {
  const { t } = useTranslation('rules');
  const { of, rule, usual, may, onChange } = props;
  return (
    <Stack gap={1}>
      <CheckboxField
        label={t(`consent.${of}`)}
        hint={t('default_is', { value: usual.required ? t('on') : t('off') })}
        disabled={!may}
        value={rule.required}
        onChange={(required) => onChange({ ...rule, required })}
      />
      {rule.required && <SoftOptIn {...props} />}
    </Stack>
  );
}

function SoftOptIn({ of, rule, usual, may, onChange }: Props) {
  const { t } = useTranslation(['rules', 'channels']);
  const { countries, kinds } = rule.soft_opt_in;
  const set = (change: Partial<Consent['soft_opt_in']>) =>
    onChange({ ...rule, soft_opt_in: { ...rule.soft_opt_in, ...change } });
  const label = t('consent.soft', { count: countries.length });
  return (
    <Expand label={label}>
      <Stack>
        <Soft small>{t('consent.soft_text')}</Soft>
        <Countries
          label={t('add_country')}
          value={countries}
          disabled={!may}
          onChange={(codes) => set({ countries: codes })}
        />
        <Row>
          {CHANNEL_KINDS.map((kind) => (
            <CheckboxField
              key={`${of}-${kind}`}
              label={t(`channels:kinds.${kind}.name`)}
              disabled={!may}
              value={kinds.includes(kind)}
              onChange={(on) => set({ kinds: toggled(CHANNEL_KINDS, kinds, kind, on) })}
            />
          ))}
        </Row>
        <Soft small>
          {t('consent.soft_default', { count: usual.soft_opt_in.countries.length })}
        </Soft>
      </Stack>
    </Expand>
  );
}
