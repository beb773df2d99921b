import { useTranslation } from 'react-i18next';
import { Badge, Card, Count, DataTable, Money, Row, Share, type Column } from '../../ui/index.ts';
import type { Today } from './model.ts';

type Shop = Today['shops'][number];

function useColumns(): Column<Shop>[] {
  const { t } = useTranslation('today');
  const end = 'end' as const;
  const money = (key: 'aov_new' | 'aov_returning' | 'net_value'): Column<Shop> => ({
    ...{ key, title: t(`shops.${key}`), align: end },
    cell: ({ overview }) => <Money minor={overview[key]} currency={overview.currency ?? ''} />,
  });
  const count = (key: 'customers' | 'purchases'): Column<Shop> => ({
    ...{ key, title: t(`shops.${key}`), align: end },
    cell: ({ overview }) => <Count value={overview[key]} />,
  });
  return [
    {
      key: 'shop',
      title: t('shops.shop'),
      cell: (shop) => (
        <Row gap={1}>
          {shop.name}
          {shop.is_sample && <Badge>{t('shops.sample')}</Badge>}
        </Row>
      ),
    },
    count('customers'),
    count('purchases'),
    {
      ...{ key: 'repeat_rate', title: t('shops.repeat_rate'), align: end },
      cell: ({ overview }) => <Share value={overview.repeat_rate} />,
    },
    {
      ...{ key: 'returning', title: t('shops.returning'), align: end },
      cell: ({ overview }) => <Share value={overview.returning_share_orders} />,
    },
    money('aov_new'),
    money('aov_returning'),
    money('net_value'),
  ];
}

/** Side by side, where there are several. */
export function Shops({ shops }: { shops: Shop[] }) {
  const { t } = useTranslation('today');
  const columns = useColumns();
  if (shops.length === 0) return null;
  return (
    <Card title={t('shops.title')}>
      <DataTable
        {...{ label: t('shops.title'), columns, rows: shops, bare: true }}
        rowKey={(shop) => shop.id}
      />
    </Card>
  );
}
