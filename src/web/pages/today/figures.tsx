import { useTranslation } from 'react-i18next';
import {
  Card,
  Definition,
  Figure,
  Grid,
  Link,
  Notice,
  Row,
  Stack,
  useFormats,
} from '../../ui/index.ts';
import type { Overview, Today } from './model.ts';
import { useRows, type Rows } from './rows.ts';

const DASH = '–';

/** The six figures of the day. */
export function Figures({ today: { overview, as_of } }: { today: Today }) {
  const { t } = useTranslation('today');
  const rows = useRows(as_of);
  const apart = overview.currency === null ? (overview.by_currency ?? []) : [];
  return (
    <Card>
      <h2 className="r-hidden">{t('figures.label')}</h2>
      <Stack gap={4}>
        <Grid min={260} gap={4}>
          <People overview={overview} rows={rows} />
          {overview.currency !== null && (
            <Values overview={overview} currency={overview.currency} rows={rows} />
          )}
        </Grid>
        {apart.length > 0 && <Notice>{t('figures.currencies')}</Notice>}
        {apart.map((one) => (
          <Grid key={one.currency} min={260} gap={4}>
            <Values overview={one} currency={one.currency ?? ''} rows={rows} />
          </Grid>
        ))}
      </Stack>
    </Card>
  );
}

function People({ overview, rows }: { overview: Overview; rows: Rows }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const share = (value: number | null) => (value === null ? DASH : format.share(value));
  return (
    <>
      <Figure
        label={t('figures.repeat_rate')}
        definition="repeat_rate"
        value={share(overview.repeat_rate)}
        sentence={
          <>
            {t('figures.repeat_sentence', { by_day: share(overview.repeat_rate_by_day) })}{' '}
            <Definition of="repeat_rate_by_day" />
          </>
        }
        rows={<Link {...rows.customers(2)}>{t('figures.see_repeat')}</Link>}
      />
      <Figure
        label={t('figures.customers')}
        definition="customers"
        value={format.count(overview.customers)}
        sentence={t('figures.customers_sentence', {
          repeat: format.count(overview.repeat_customers),
          count: overview.repeat_customers,
        })}
        rows={<Link {...rows.customers(1)}>{t('figures.see_customers')}</Link>}
      />
      <Figure
        label={t('figures.purchases')}
        definition="purchases"
        value={format.count(overview.purchases)}
        sentence={<Purchases overview={overview} />}
        rows={
          <Row gap={2}>
            <Link {...rows.purchases()}>{t('figures.see_purchases')}</Link>
            {overview.guests_purchases > 0 && (
              <Link {...rows.purchases({ buyer: 'unknown' })}>{t('figures.see_guests')}</Link>
            )}
          </Row>
        }
      />
      <Figure
        label={t('figures.returning')}
        definition="returning_share"
        value={share(overview.returning_share_orders)}
        sentence={
          overview.returning_share_value !== null &&
          t('figures.returning_sentence', { value: share(overview.returning_share_value) })
        }
        rows={<Link {...rows.purchases({ visit: 'returning' })}>{t('figures.see_returning')}</Link>}
      />
    </>
  );
}

function Purchases({ overview }: { overview: Overview }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const { items_per_order: items, guests_purchases: guests, guests_value, currency } = overview;
  const value =
    guests_value !== null && currency
      ? format.money(guests_value, currency, { tight: true })
      : undefined;
  return (
    <>
      {items !== null && t('figures.purchases_sentence', { items: format.count(items, 1) })}{' '}
      {guests > 0 &&
        (value === undefined
          ? t('figures.guests_only', { count: guests })
          : t('figures.guests', { count: guests, value }))}
    </>
  );
}

/** How much more, or less, a returning customer's order is worth than a first one. */
function useAgainst(overview: Overview, currency: string): string {
  const { t } = useTranslation('today');
  const format = useFormats();
  const { aov_new: first, aov_returning: returning } = overview;
  if (!first || returning === null) return '';
  const ratio = returning / first - 1;
  const words = { share: format.share(Math.abs(ratio), 0), fresh: format.money(first, currency) };
  if (Math.abs(ratio) < 0.005) return t('figures.aov_same', words);
  return ratio > 0 ? t('figures.aov_more', words) : t('figures.aov_less', words);
}

function Values(props: { overview: Overview; currency: string; rows: Rows }) {
  const { overview, currency, rows } = props;
  const { t } = useTranslation('today');
  const format = useFormats();
  const against = useAgainst(overview, currency);
  const money = (minor: number | null) => (minor === null ? DASH : format.money(minor, currency));
  const tight = (minor: number | null) =>
    minor === null ? DASH : format.money(minor, currency, { tight: true });
  return (
    <>
      <Figure
        label={t('figures.aov_returning')}
        definition="aov"
        value={money(overview.aov_returning)}
        sentence={against}
        rows={
          <Row gap={2}>
            <Link {...rows.purchases({ visit: 'returning' })}>{t('figures.see_returning')}</Link>
            <Link {...rows.purchases({ visit: 'first' })}>{t('figures.see_first')}</Link>
          </Row>
        }
      />
      <Figure
        label={t('figures.net_value')}
        definition="gross_value"
        value={tight(overview.net_value)}
        sentence={t('figures.net_sentence', {
          gross: tight(overview.gross_value),
          refunds: tight(overview.refunds_value),
        })}
        rows={
          <Row gap={2}>
            <Link {...rows.purchases()}>{t('figures.see_purchases')}</Link>
            {overview.refunds_value !== 0 && (
              <Link {...rows.purchases({ refunded: 'true' })}>{t('figures.see_refunds')}</Link>
            )}
          </Row>
        }
      />
    </>
  );
}
