import { useTranslation } from 'react-i18next';
import {
  Card,
  Figure,
  Link,
  Money,
  Notice,
  Row,
  Share,
  Soft,
  Stack,
  Count,
  DataTable,
  Day,
  useFormats,
  type Column,
} from '../../ui/index.ts';
import { useCallName } from './name.ts';
import type { Person, Preview } from './model.ts';

/** How many, what share, worth how much, and some of them by name: while one still edits. */
export function PreviewCard(props: {
  preview: Preview | undefined;
  stale: boolean;
  problem: Error | null;
}) {
  const { t } = useTranslation('segments');
  const { preview, problem } = props;
  return (
    <Card title={t('preview.title')}>
      <div aria-live="polite" aria-busy={props.stale || undefined}>
        {problem && <Notice tone="warn">{problem.message}</Notice>}
        {!preview && !problem && <Soft>{t('preview.nothing')}</Soft>}
        {preview && <Found preview={preview} />}
      </div>
    </Card>
  );
}

function Found({ preview }: { preview: Preview }) {
  const { t } = useTranslation('segments');
  const { day } = useFormats();
  const { customers, of, buyers, share, value, value_365d, currency, sample, forecast } = preview;
  return (
    <Stack gap={3}>
      <Row gap={4} align="start">
        <Figure
          label={t('preview.customers')}
          value={<Count value={customers} />}
          sentence={t('preview.of', { count: of, buyers })}
        />
        <Figure label={t('preview.share')} size="small" value={<Share value={share} />} />
        {currency && (
          <Figure
            label={t('preview.value')}
            size="small"
            value={<Money minor={value} currency={currency} tight />}
            sentence={
              <>
                {t('preview.value_365d')} <Money minor={value_365d} currency={currency} tight />
              </>
            }
          />
        )}
      </Row>
      {forecast?.unknown && <Soft small>{forecast.unknown.text}</Soft>}
      {forecast?.learnt_as_of && (
        <Soft small>{t('preview.learnt', { day: day(forecast.learnt_as_of) })}</Soft>
      )}
      {customers > 0 && value === null && <Soft small>{t('preview.currencies')}</Soft>}
      {sample.length > 0 ? <People rows={sample} /> : <Soft>{t('preview.nobody')}</Soft>}
    </Stack>
  );
}

function People({ rows }: { rows: Person[] }) {
  const { t } = useTranslation('segments');
  const callName = useCallName();
  const columns: Column<Person>[] = [
    {
      ...{ key: 'name', title: t('people.name') },
      cell: (row) => (
        <Stack gap={0}>
          <Link to="/customers/$id" params={{ id: row.id }}>
            {callName(row)}
          </Link>
          <Soft small>
            {t(`stage.${row.stage}`)}
            {row.last_order_day !== null && (
              <>
                {' · '}
                <Day value={row.last_order_day} />
              </>
            )}
          </Soft>
        </Stack>
      ),
    },
    { key: 'orders', title: t('people.orders'), cell: (row) => row.orders, align: 'end' },
    {
      ...{ key: 'spent', title: t('people.spent'), align: 'end' },
      cell: (row) =>
        row.currency ? <Money minor={row.spent} currency={row.currency} tight /> : '',
    },
  ];
  return (
    <DataTable
      label={t('people.label')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      bare
    />
  );
}
