import { useTranslation } from 'react-i18next';
import {
  Badge,
  Card,
  Count,
  DataTable,
  Link,
  Money,
  Row,
  Share,
  type Column,
} from '../../ui/index.ts';
import type { Today } from './model.ts';
import { useRows } from './rows.ts';

type Shop = Today['shops'][number];

function useColumns(asOf: string): Column<Shop>[] {
  const rows = useRows(asOf);
  const { t } = useTranslation('today');
  const end = 'end' as const;
  const money = (key: 'aov_new' | 'aov_returning' | 'net_value'): Column<Shop> => ({
    ...{ key, title: t(`shops.${key}`), align: end },
    cell: ({ overview }) => <Money minor={overview[key]} currency={overview.currency ?? ''} />,
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
    {
      ...{ key: 'customers', title: t('shops.customers'), align: end },
      cell: ({ id: shop, overview }) => (
        <Link {...rows.customers(1, { shop })}>
          <Count value={overview.customers} />
        </Link>
      ),
    },
    {
      ...{ key: 'purchases', title: t('shops.purchases'), align: end },
      cell: ({ id: shop, overview }) => (
        <Link {...rows.purchases({ shop })}>
          <Count value={overview.purchases} />
        </Link>
      ),
    },
    {
      ...{ key: 'repeat_rate', title: t('shops.repeat_rate'), align: end },
      cell: ({ id: shop, overview }) => (
        <Link {...rows.customers(2, { shop })}>
          <Share value={overview.repeat_rate} />
        </Link>
      ),
    },
    {
      ...{ key: 'returning', title: t('shops.returning'), align: end },
      cell: ({ id: shop, overview }) => (
        <Link {...rows.purchases({ shop, visit: 'returning' })}>
          <Share value={overview.returning_share_orders} />
        </Link>
      ),
    },
    money('aov_new'),
    money('aov_returning'),
    money('net_value'),
  ];
}

/** Side by side, where there are several. */
export function Shops({ today: { shops, as_of } }: { today: Today }) {
  const { t } = useTranslation('today');
  const columns = useColumns(as_of);
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
