import { useTranslation } from 'react-i18next';
import { useGet, type List } from '../../app/index.ts';
import { Card, Count, Figure, Grid, Link, Loading } from '../../ui/index.ts';

interface Counted {
  key: string;
  name: string;
  hint: string;
  customers: number;
}

/** Ready-made segments that say who needs a person today. */
const WHO = ['due_soon', 'at_risk_worthy', 'bad_review', 'stuck_parcel'];

/**
 * Who needs somebody today, each number with its people. It comes after the figures: the first look of
 * a day works out everyone's stage and cycle.
 */
export function Attention() {
  const { t } = useTranslation('today');
  const ready = useGet<List<Counted>>('/v1/segments/ready');
  if (ready.isError) return null;
  const found = WHO.flatMap((key) => ready.data?.data.find((one) => one.key === key) ?? []);
  return (
    <Card title={t('attention.title')} sentence={t('attention.sentence')}>
      {ready.isPending ? (
        <Loading lines={2} />
      ) : (
        <Grid min={150} gap={3}>
          {found.map(({ key, name, hint, customers }) => (
            <Figure
              key={key}
              size="small"
              label={name}
              value={<Count value={customers} />}
              sentence={hint}
              rows={
                customers > 0 && (
                  <Link to="/customers/segments/new" search={{ ready: key } as never}>
                    {t('attention.see')}
                  </Link>
                )
              }
            />
          ))}
        </Grid>
      )}
    </Card>
  );
}
