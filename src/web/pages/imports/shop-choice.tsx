import { useTranslation } from 'react-i18next';
import { PLATFORMS } from '../../../ledger/shops/schema.ts';
import { Card, Grid, Row, SelectField, Stack, TextField } from '../../ui/index.ts';
import type { NewShop, ShopAnswer } from './model.ts';
import { currencies, timeZones } from './places.ts';

export type ShopDraft = { id: string } | { id: ''; shop: NewShop };

/** A known shop, or a new one with everything guessed but its name. */
export function ShopChoice(props: {
  shops: ShopAnswer[];
  draft: ShopDraft;
  guess: NewShop;
  error?: string;
  onChange: (draft: ShopDraft) => void;
}) {
  const { shops, draft, guess, onChange } = props;
  const { t } = useTranslation('imports');
  const choose = (id: string) => onChange(id ? { id } : { id: '', shop: guess });
  return (
    <Card title={t('shop.title')}>
      <Stack>
        {shops.length > 0 && (
          <Row>
            <SelectField
              label={t('shop.choose')}
              value={draft.id}
              onChange={choose}
              options={[
                ...shops.map((shop) => ({ value: shop.id, label: shop.name })),
                { value: '', label: t('shop.new') },
              ]}
            />
          </Row>
        )}
        {'shop' in draft && (
          <NewShopFields
            shop={draft.shop}
            error={props.error}
            onChange={(shop) => onChange({ id: '', shop })}
          />
        )}
      </Stack>
    </Card>
  );
}

function NewShopFields(props: {
  shop: NewShop;
  error?: string;
  onChange: (shop: NewShop) => void;
}) {
  const { shop, onChange } = props;
  const { t } = useTranslation('imports');
  const set = (change: Partial<NewShop>) => onChange({ ...shop, ...change });
  return (
    <Grid min={220}>
      <TextField
        label={t('shop.name')}
        hint={t('shop.name_hint')}
        error={props.error}
        value={shop.name}
        required
        onChange={(name) => set({ name })}
      />
      <SelectField
        label={t('shop.platform')}
        hint=" "
        value={shop.platform}
        onChange={(platform) => set({ platform })}
        options={PLATFORMS.map((value) => ({ value, label: t(`platform.${value}`) }))}
      />
      <SelectField
        label={t('shop.currency')}
        hint={t('shop.currency_hint')}
        value={shop.currency}
        onChange={(currency) => set({ currency })}
        options={currencies(shop.currency).map((value) => ({ value, label: value }))}
      />
      <SelectField
        label={t('shop.time_zone')}
        hint={t('shop.time_zone_hint')}
        value={shop.time_zone}
        onChange={(time_zone) => set({ time_zone })}
        options={timeZones(shop.time_zone).map((value) => ({ value, label: value }))}
      />
    </Grid>
  );
}
