import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../app/index.ts';
import {
  Button,
  Card,
  DataTable,
  Day,
  ErrorState,
  Loading,
  Notice,
  SelectField,
  Soft,
  Stack,
  type Column,
} from '../../ui/index.ts';
import { RateForm } from './rate-form.tsx';
import { useRateChanges, useRates, type Rate, type Rates } from './rates.ts';

/** Most businesses sell in one currency and need not know of rates. */
export function useSeveralCurrencies(): boolean {
  const { data } = useRates();
  return data !== undefined && (data.currencies.length > 1 || data.reporting_currency !== null);
}

export function Currencies() {
  const rates = useRates();
  if (rates.isError) return <ErrorState error={rates.error} onRetry={() => void rates.refetch()} />;
  return rates.data ? <Content rates={rates.data} /> : <Loading />;
}

function Content({ rates }: { rates: Rates }) {
  const { t } = useTranslation('goods');
  const may = useMay('shops.change');
  const changes = useRateChanges(rates.reporting_currency);
  return (
    <>
      <Card title={t('currencies.reporting')} sentence={t('currencies.reporting_text')}>
        <Reporting rates={rates} onChange={may ? changes.report : undefined} />
      </Card>
      <RateCard rates={rates} changes={may ? changes : undefined} />
    </>
  );
}

function Reporting(props: { rates: Rates; onChange?: (currency: string | null) => void }) {
  const { t } = useTranslation('goods');
  const { reporting_currency: chosen, currencies, data } = props.rates;
  const all = [...new Set([...currencies, ...(chosen ? [chosen] : [])])];
  return (
    <SelectField
      {...{ label: t('currencies.reporting'), quiet: true }}
      options={[
        { value: '', label: t('currencies.apart') },
        ...all.map((value) => ({ value, label: value })),
      ]}
      value={chosen ?? ''}
      disabled={!props.onChange || data.length > 0}
      hint={data.length > 0 && t('currencies.fixed', { currency: chosen })}
      onChange={(value) => props.onChange?.(value || null)}
    />
  );
}

function RateCard(props: { rates: Rates; changes?: ReturnType<typeof useRateChanges> }) {
  const { t } = useTranslation('goods');
  const [adding, setAdding] = useState(false);
  const { changes } = props;
  const { reporting_currency: reporting, currencies, first_day: firstDay, data } = props.rates;
  const others = currencies.filter((one) => one !== reporting);
  const missing = others.filter((one) => !data.some(({ currency }) => currency === one));
  const add = changes && reporting && (
    <Button kind="primary" onClick={() => setAdding(true)}>
      {t('currencies.add')}
    </Button>
  );
  return (
    <Card title={t('currencies.rates')} sentence={t('currencies.rates_text')} actions={add}>
      <Stack>
        {!reporting && <Soft>{t('currencies.choose_first')}</Soft>}
        {reporting && missing.length > 0 && (
          <Notice tone="warn">{t('currencies.missing', { currencies: missing.join(', ') })}</Notice>
        )}
        {reporting && data.length === 0 && missing.length === 0 && (
          <Soft>{t('currencies.none')}</Soft>
        )}
        {reporting && data.length > 0 && (
          <RateTable rows={data} reporting={reporting} onRemove={changes?.remove} />
        )}
      </Stack>
      {adding && reporting && changes && (
        <RateForm
          {...{ reporting, firstDay, onSave: changes.enter, onClose: () => setAdding(false) }}
          currencies={[...missing, ...others.filter((one) => !missing.includes(one))]}
        />
      )}
    </Card>
  );
}

function RateTable(props: { rows: Rate[]; reporting: string; onRemove?: (rate: Rate) => void }) {
  const { t } = useTranslation('goods');
  const { rows, reporting, onRemove } = props;
  const columns: Column<Rate>[] = [
    { key: 'currency', title: t('currencies.currency'), cell: ({ currency }) => currency },
    { key: 'day', title: t('currencies.day'), cell: ({ day }) => <Day value={day} /> },
    {
      key: 'rate',
      title: t('currencies.rate'),
      cell: (rate) => t('currencies.rate_is', { ...rate, reporting }),
    },
  ];
  const remove: Column<Rate> = {
    ...{ key: 'remove', title: t('remove'), align: 'end', quiet: true },
    cell: (rate) => (
      <Button size="small" kind="quiet" onClick={() => onRemove?.(rate)}>
        {t('remove')} <span className="r-hidden">{`${rate.currency} ${rate.day}`}</span>
      </Button>
    ),
  };
  return (
    <DataTable
      {...{ label: t('currencies.rates'), rows, bare: true }}
      columns={onRemove ? [...columns, remove] : columns}
      rowKey={({ currency, day }) => `${currency} ${day}`}
    />
  );
}
