import { useTranslation } from 'react-i18next';
import { useForm } from '../../app/index.ts';
import {
  Button,
  DateField,
  Dialog,
  Notice,
  SelectField,
  Stack,
  TextField,
  useFormats,
} from '../../ui/index.ts';
import type { Rate } from './rates.ts';

/** A first rate is offered from the oldest order on, so that none stays apart. */
export function RateForm(props: {
  reporting: string;
  currencies: string[];
  firstDay: string | null;
  onSave: (rate: Rate) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['goods', 'settings']);
  const { day: words } = useFormats();
  const { reporting, currencies, firstDay } = props;
  const start = { currency: currencies[0] ?? '', day: firstDay ?? '', rate: '' };
  const form = useForm(start, async ({ currency, day, rate }) => {
    const number = Number(rate.replace(',', '.'));
    if (!(number > 0)) throw new Error(t('currencies.rate_wrong'));
    await props.onSave({ currency, day, rate: number });
    props.onClose();
  });
  const { currency } = form.values;
  return (
    <Dialog open title={t('currencies.add')} onClose={props.onClose}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <SelectField
            label={t('currencies.currency')}
            options={currencies.map((value) => ({ value, label: value }))}
            {...form.field('currency')}
          />
          <TextField
            label={t('currencies.rate_of', { currency, reporting })}
            {...{ required: true, inputMode: 'decimal' }}
            {...form.field('rate')}
          />
          <DateField
            label={t('currencies.day')}
            hint={firstDay && t('currencies.day_hint', { day: words(firstDay) })}
            required
            {...form.field('day')}
          />
          <div className="r-dialog-actions">
            <Button onClick={props.onClose}>{t('settings:cancel')}</Button>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('settings:save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
