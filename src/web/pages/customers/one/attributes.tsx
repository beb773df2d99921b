import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconX } from '@tabler/icons-react';
import { api, useForm, useMay } from '../../../app/index.ts';
import {
  Button,
  Card,
  Day,
  Grid,
  IconButton,
  Notice,
  Row,
  SelectField,
  Soft,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { Attribute, Customer } from '../model.ts';

const TYPES = ['text', 'number', 'date', 'boolean'];
const pathOf = (customer: Customer, key: string) =>
  `/v1/customers/${customer.id}/attributes/${encodeURIComponent(key)}`;

/** Whatever this shop wants to know that no platform asks. */
export function Attributes({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit') && !customer.erased_at;
  const [adding, setAdding] = useState(false);
  const { run } = useEdit(customer.id);
  const remove = (key: string) =>
    said(
      run({
        send: () => api.delete<Changed>(pathOf(customer, key)),
        said: t('attributes.removed'),
      }),
    );
  if (!may && customer.attributes.length === 0) return null;
  return (
    <Card
      title={t('attributes.title')}
      actions={
        may &&
        !adding && (
          <Button kind="quiet" size="small" onClick={() => setAdding(true)}>
            {t('attributes.add')}
          </Button>
        )
      }
    >
      <Stack gap={1}>
        {customer.attributes.length === 0 && !adding && <Soft>{t('page.nothing')}</Soft>}
        {customer.attributes.map((attribute) => (
          <Row key={attribute.key} spread gap={1}>
            <span>
              <Soft>{attribute.key}</Soft> <Value attribute={attribute} />
            </span>
            {may && (
              <IconButton
                size="small"
                label={t('page.remove', { name: attribute.key })}
                onClick={() => remove(attribute.key)}
              >
                <IconX size={16} aria-hidden />
              </IconButton>
            )}
          </Row>
        ))}
        {adding && <AddAttribute customer={customer} onDone={() => setAdding(false)} />}
      </Stack>
    </Card>
  );
}

function Value({ attribute: { type, value } }: { attribute: Attribute }) {
  const { t } = useTranslation('customers');
  if (type === 'date') return <Day value={value} />;
  return <span>{type === 'boolean' ? t(`attributes.${value}`, value) : value}</span>;
}

function AddAttribute(props: { customer: Customer; onDone: () => void }) {
  const { customer, onDone } = props;
  const { t } = useTranslation('customers');
  const { run } = useEdit(customer.id, { quiet: true });
  const form = useForm({ key: '', type: 'text', value: '' }, async ({ key, type, value }) => {
    await run({
      send: () => api.put<Changed>(pathOf(customer, key.trim()), { type, value }),
      said: t('attributes.saved'),
    });
    onDone();
  });
  const { type } = form.values;
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <TextField label={t('attributes.key')} required {...form.field('key')} />
        <Grid min={120}>
          <SelectField
            label={t('attributes.type')}
            {...form.field('type')}
            options={TYPES.map((value) => ({ value, label: t(`attributes.types.${value}`) }))}
          />
          {type === 'boolean' ? (
            <SelectField
              label={t('attributes.value')}
              {...form.field('value')}
              options={['', 'true', 'false'].map((value) => ({
                value,
                label: value && t(`attributes.${value}`),
              }))}
            />
          ) : (
            <TextField
              label={t('attributes.value')}
              type={type === 'date' ? 'date' : 'text'}
              required
              {...form.field('value')}
            />
          )}
        </Grid>
        <Row gap={1}>
          <Button kind="primary" type="submit" busy={form.busy}>
            {t('page.save')}
          </Button>
          <Button kind="quiet" onClick={onDone}>
            {t('page.cancel')}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
