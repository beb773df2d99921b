import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card, DayOf, Figure, Grid, Money, Stack, useFormats } from '../../../ui/index.ts';
import type { Customer } from '../model.ts';

const PENNIES_ARE_NOISE = 100_000;
const DAY_MS = 86_400_000;

/** Number first: what they spent, how often, how long ago. Each currency on its own. */
export function Figures({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { money, count } = useFormats();
  const { figures } = customer;
  const [main] = figures;
  const tight = (main?.spend ?? 0) >= PENNIES_ARE_NOISE;
  const orders = figures.reduce((sum, one) => sum + one.orders, 0);
  const days = figures.flatMap((one) => one.last_order ?? []).toSorted();
  const firsts = figures.flatMap((one) => one.first_order ?? []).toSorted();
  const others = figures.slice(1).map((one) => money(one.spend, one.currency));
  const refunds = figures
    .filter((one) => one.refunds > 0)
    .map((one) => t('page.refunds', { amount: money(one.refunds, one.currency) }));
  return (
    <Card>
      <Grid min={140} gap={3}>
        <Figure
          label={t('page.spend')}
          value={main ? <Money minor={main.spend} currency={main.currency} tight={tight} /> : '–'}
          sentence={[...others, ...refunds].join(' · ')}
        />
        <Figure label={t('page.purchases')} value={count(orders)} />
        <Figure
          label={t('page.average')}
          value={
            main && main.orders > 0 ? (
              <Money minor={Math.round(main.spend / main.orders)} currency={main.currency} />
            ) : (
              '–'
            )
          }
        />
        <LastOrder last={days.at(-1)} first={firsts[0]} />
      </Grid>
    </Card>
  );
}

function LastOrder(props: { last: string | undefined; first: string | undefined }) {
  const { t } = useTranslation('customers');
  const { last, first } = props;
  const [now] = useState(Date.now);
  if (!last) return <Figure label={t('page.last_order')} value={t('page.never')} />;
  const days = Math.floor((now - new Date(last).getTime()) / DAY_MS);
  return (
    <Figure
      label={t('page.last_order')}
      value={days > 0 ? t('page.days_ago', { count: days }) : t('page.today')}
      sentence={
        <Stack gap={0}>
          <DayOf value={last} />
          {first && first !== last && (
            <span>
              {t('page.first')} <DayOf value={first} />
            </span>
          )}
        </Stack>
      }
    />
  );
}
