import { useTranslation } from 'react-i18next';
import { PLATFORMS } from '../../../ledger/shops/schema.ts';
import { useForm } from '../../app/index.ts';
import {
  Button,
  CheckboxField,
  Dialog,
  Notice,
  SelectField,
  Stack,
  TextField,
} from '../../ui/index.ts';

export interface ShopValues {
  name: string;
  platform: string;
  currency: string;
  time_zone: string;
  tax_included: boolean;
}

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export const newShop = (language: string): ShopValues => ({
  ...{ name: '', platform: 'other', tax_included: true, time_zone: here() },
  currency: language === 'zh' ? 'CNY' : 'USD',
});

const same = (values: string[]) => values.map((value) => ({ value, label: value }));

/** Adds or changes a shop. `onSave` may refuse; the dialog then says why. */
export function ShopForm(props: {
  title: string;
  initial: ShopValues;
  onSave: (values: ShopValues) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['settings', 'shell']);
  const form = useForm(props.initial, async (values) => {
    await props.onSave(values);
    props.onClose();
  });
  const platforms = PLATFORMS.map((value) => ({ value, label: t(`shell:platforms.${value}`) }));
  const zones = [...new Set([props.initial.time_zone, ...Intl.supportedValuesOf('timeZone')])];
  const currencies = [...new Set([props.initial.currency, ...Intl.supportedValuesOf('currency')])];
  return (
    <Dialog open title={props.title} onClose={props.onClose}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <TextField label={t('shops.name')} required {...form.field('name')} />
          <SelectField
            label={t('shops.platform')}
            options={platforms}
            {...form.field('platform')}
          />
          <SelectField
            label={t('shops.currency')}
            options={same(currencies)}
            {...form.field('currency')}
          />
          <SelectField
            label={t('shops.time_zone')}
            hint={t('shops.time_zone_hint')}
            options={same(zones)}
            {...form.field('time_zone')}
          />
          <CheckboxField label={t('shops.tax')} {...form.field('tax_included')} />
          <div className="r-dialog-actions">
            <Button onClick={props.onClose}>{t('cancel')}</Button>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
