import { useTranslation } from 'react-i18next';
import { Card, Chart, Definition, Link, Soft, useFormats } from '../../ui/index.ts';
import type { Today } from './model.ts';
import { useRows } from './rows.ts';

/** The last month that is over is judged; the running one would always look poor. */
const lastWhole = (today: Today) =>
  today.months.findLast((one) => one.month < today.as_of.slice(0, 7)) ?? today.months.at(-1);

/** A cell of the table leads to that month's purchases. */
function useBehind(today: Today) {
  const rows = useRows(today.as_of);
  return (visit?: string) => (text: string, at: number) => {
    const days = rows.inMonth(today.months[at]?.month ?? '');
    return <Link {...rows.purchases({ ...days, visit })}>{text}</Link>;
  };
}

export function Months({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const behind = useBehind(today);
  const last = lastWhole(today);
  const sentence =
    last?.returning_share_orders != null &&
    t('months.sentence', {
      month: format.month(last.month),
      share: format.share(last.returning_share_orders),
    });
  return (
    <Card
      title={t('months.title')}
      sentence={sentence}
      actions={<Definition of="returning_share" />}
    >
      {today.months.length === 0 ? (
        <Soft>{t('months.none')}</Soft>
      ) : (
        <Chart
          label={t('months.label')}
          head={t('months.month')}
          categories={today.months.map((one) => format.month(one.month))}
          short={today.months.map((one) => one.month.replace('-', '/'))}
          format={(value) => format.share(value, 0)}
          max={1}
          series={[
            {
              name: t('months.share'),
              values: today.months.map((one) => one.returning_share_orders),
              kind: 'bar',
              cell: behind('returning'),
            },
          ]}
          beside={[
            {
              name: t('months.purchases'),
              values: today.months.map((one) => one.purchases),
              format: (value) => format.count(value),
              cell: behind(),
            },
          ]}
        />
      )}
    </Card>
  );
}

export function NewAgainstReturning({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const behind = useBehind(today);
  const { currency } = today;
  if (currency === null || today.months.length < 2) return null;
  return (
    <Card
      title={t('orders.title')}
      sentence={t('orders.sentence')}
      actions={<Definition of="aov" />}
    >
      <Chart
        label={t('orders.label')}
        head={t('months.month')}
        categories={today.months.map((one) => format.month(one.month))}
        short={today.months.map((one) => one.month.replace('-', '/'))}
        format={(value) => format.money(value, currency, { tight: true })}
        series={[
          {
            name: t('orders.returning'),
            values: today.months.map((one) => one.aov_returning),
            kind: 'line',
            cell: behind('returning'),
          },
          {
            name: t('orders.new'),
            values: today.months.map((one) => one.aov_new),
            kind: 'line',
            tone: 'quiet',
            cell: behind('first'),
          },
        ]}
      />
    </Card>
  );
}
