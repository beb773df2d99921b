import { useTranslation } from 'react-i18next';
import { api, useForm } from '../../../app/index.ts';
import {
  Button,
  Card,
  Grid,
  Notice,
  Row,
  SelectField,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import { useEdit, type Changed } from '../edit.ts';
import type { Customer } from '../model.ts';

const TEXTS = [
  ...(['name', 'nick', 'phone', 'email', 'country', 'province', 'city', 'district'] as const),
  'address' as const,
];
const CHOICES = ['gender', 'address_kind', 'language'] as const;
const FIELDS = [...TEXTS, ...CHOICES, 'birth_year' as const];
type Values = Record<(typeof FIELDS)[number], string>;

const OPTIONS: Record<(typeof CHOICES)[number], string[]> = {
  gender: ['female', 'male', 'other'],
  address_kind: ['home', 'company'],
  language: ['zh', 'en'],
};

const valuesOf = (customer: Customer): Values =>
  Object.fromEntries(FIELDS.map((field) => [field, String(customer[field] ?? '')])) as Values;

/** Only what was changed is sent: what is masked for this reader stays as it is. */
function changed(before: Values, after: Values): Record<string, string | number | null> {
  const fields = FIELDS.filter((field) => before[field] !== after[field]);
  return Object.fromEntries(
    fields.map((field) => {
      const text = after[field].trim();
      if (text === '') return [field, null];
      return [field, field === 'birth_year' ? Number(text) : text];
    }),
  );
}

export function DetailsForm(props: { customer: Customer; onDone: () => void }) {
  const { customer, onDone } = props;
  const { t } = useTranslation('customers');
  const { run } = useEdit(customer.id, { quiet: true });
  const before = valuesOf(customer);
  const { field, onSubmit, failure, busy } = useForm(before, async (values) => {
    const patch = changed(before, values);
    if (Object.keys(patch).length === 0) return onDone();
    const seen = { ...patch, changed_at: customer.changed_at };
    await run({
      send: () => api.patch<Changed>(`/v1/customers/${customer.id}`, seen),
      said: t('page.saved'),
    });
    onDone();
  });
  return (
    <Card title={t('details.title')}>
      <form onSubmit={onSubmit} noValidate>
        <Stack>
          {failure && (
            <Notice tone="bad" alert>
              {failure}
            </Notice>
          )}
          <Grid min={140}>
            {TEXTS.map((name) => (
              <TextField key={name} label={t(`details.${name}`)} {...field(name)} />
            ))}
            <TextField
              label={t('details.birth_year')}
              inputMode="numeric"
              {...field('birth_year')}
            />
            {CHOICES.map((name) => (
              <SelectField
                key={name}
                label={t(`details.${name}`)}
                {...field(name)}
                options={[
                  { value: '', label: t('consents.unknown') },
                  ...OPTIONS[name].map((value) => ({ value, label: t(`${name}.${value}`) })),
                ]}
              />
            ))}
          </Grid>
          <Row gap={1}>
            <Button kind="primary" type="submit" busy={busy}>
              {t('page.save')}
            </Button>
            <Button kind="quiet" onClick={onDone}>
              {t('page.cancel')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}
