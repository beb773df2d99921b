import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconX } from '@tabler/icons-react';
import { api, useForm, useMay } from '../../../app/index.ts';
import {
  Button,
  Card,
  CheckboxField,
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
import type { Customer } from '../model.ts';
import { useChangeWords } from './words.ts';

const KINDS = ['birthday', 'anniversary', 'child_birthday', 'child_due'];
const upTo = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }));

/** Birthdays and other days worth a greeting. */
export function Occasions({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { occasionDay } = useChangeWords();
  const may = useMay('customers.edit') && !customer.erased_at;
  const [adding, setAdding] = useState(false);
  const { run } = useEdit(customer.id);
  const remove = (kind: string) =>
    said(
      run({
        send: () => api.delete<Changed>(`/v1/customers/${customer.id}/occasions/${kind}`),
        said: t('occasions.removed'),
      }),
    );
  if (!may && customer.occasions.length === 0) return null;
  return (
    <Card
      title={t('occasions.title')}
      actions={
        may &&
        !adding && (
          <Button kind="quiet" size="small" onClick={() => setAdding(true)}>
            {t('occasions.add')}
          </Button>
        )
      }
    >
      <Stack gap={1}>
        {customer.occasions.length === 0 && !adding && <Soft>{t('page.nothing')}</Soft>}
        {customer.occasions.map((occasion) => {
          const name = t(`occasions.kinds.${occasion.kind}`, occasion.kind);
          return (
            <Row key={occasion.kind} spread gap={1}>
              <span>
                <Soft>{name}</Soft> {occasionDay(occasion)}
              </span>
              {may && (
                <IconButton
                  size="small"
                  label={t('page.remove', { name })}
                  onClick={() => remove(occasion.kind)}
                >
                  <IconX size={16} aria-hidden />
                </IconButton>
              )}
            </Row>
          );
        })}
        {adding && <AddOccasion customer={customer} onDone={() => setAdding(false)} />}
      </Stack>
    </Card>
  );
}

const EMPTY = { kind: 'birthday', month: '1', day: '1', year: '', lunar: false };

function AddOccasion(props: { customer: Customer; onDone: () => void }) {
  const { customer, onDone } = props;
  const { t } = useTranslation('customers');
  const { run } = useEdit(customer.id, { quiet: true });
  const form = useForm(EMPTY, async ({ kind, month, day, year, lunar }) => {
    const date = { month: Number(month), day: Number(day), year: Number(year) || null, lunar };
    await run({
      send: () => api.put<Changed>(`/v1/customers/${customer.id}/occasions/${kind}`, date),
      said: t('occasions.saved'),
    });
    onDone();
  });
  return (
    <form onSubmit={form.onSubmit} noValidate>
      <Stack>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <SelectField
          label={t('occasions.kind')}
          {...form.field('kind')}
          options={KINDS.map((value) => ({ value, label: t(`occasions.kinds.${value}`) }))}
        />
        <Grid min={72}>
          <SelectField label={t('occasions.month')} {...form.field('month')} options={upTo(12)} />
          <SelectField label={t('occasions.day')} {...form.field('day')} options={upTo(31)} />
          <TextField label={t('occasions.year')} inputMode="numeric" {...form.field('year')} />
        </Grid>
        <CheckboxField label={t('occasions.lunar')} {...form.field('lunar')} />
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
