import { useTranslation } from 'react-i18next';
import { useAddress, usePages } from '../../app/index.ts';
import {
  Badge,
  DataTable,
  Day,
  EmptyState,
  ErrorState,
  FilteredState,
  Link,
  Loading,
  Money,
  Page as Frame,
  PageHeader,
  Soft,
  Stack,
  type Column,
} from '../../ui/index.ts';
import { goodsOf } from './goods.ts';
import type { Purchase } from './model.ts';
import { Narrowed, narrowing } from './narrowed.tsx';
import { Sections } from './sections.tsx';

/** The purchases that reports count: what stands behind their figures. */
export function Page() {
  const { t } = useTranslation('customers');
  const { search, set } = useAddress();
  const { min_orders: _, reason: __, ...asked } = narrowing(search);
  const filters = { ...asked, shop: search['shop'] };
  const list = usePages<Purchase>('/v1/purchases', { ...filters, limit: 50 });
  const columns = useColumns(Boolean(asked.refunded));
  const filtered = Object.values(filters).some(Boolean);
  const clear = () => set(Object.fromEntries(Object.keys(filters).map((key) => [key, undefined])));
  const none = list.isSuccess && list.rows.length === 0 && !list.isPlaceholderData;
  const count = list.data?.pages[0]?.count ?? undefined;
  return (
    <Frame title={t('tabs.purchases')} width="wide">
      <PageHeader title={t('tabs.purchases')} sentence={t('bought.lead')} />
      <Sections />
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {none && !filtered ? (
        <EmptyState title={t('bought.empty.title')}>{t('bought.empty.text')}</EmptyState>
      ) : (
        <Narrowed
          shop
          count={
            count !== undefined && t(asked.refunded ? 'bought.refunds' : 'bought.count', { count })
          }
        />
      )}
      {none && filtered && <FilteredState title={t('bought.none_found')} onClear={clear} />}
      {list.rows.length > 0 && (
        <DataTable
          label={t('tabs.purchases')}
          columns={columns}
          rows={list.rows}
          rowKey={(row) => row.id}
          more={list.more}
          stale={list.isPlaceholderData}
        />
      )}
    </Frame>
  );
}

function Buyer({ row }: { row: Purchase }) {
  const { t } = useTranslation('customers');
  const { customer_id: id, customer_name: name } = row;
  if (id === null) return <Soft>{t('bought.nobody')}</Soft>;
  return (
    <Link to="/customers/$id" params={{ id }}>
      {name ?? t('nameless')}
    </Link>
  );
}

function Visit({ first }: { first: boolean | null }) {
  const { t } = useTranslation('customers');
  if (first === null) return null;
  return first ? (
    <Badge>{t('bought.first')}</Badge>
  ) : (
    <Badge tone="accent">{t('bought.returning')}</Badge>
  );
}

const paidBack = (title: string): Column<Purchase> => ({
  ...{ key: 'refunded', title, align: 'end' },
  cell: (row) => <Money minor={row.refunded} currency={row.currency} />,
});

function useColumns(refunded: boolean): Column<Purchase>[] {
  const { t } = useTranslation('customers');
  return [
    {
      ...{ key: 'number', title: t('unknown.number') },
      cell: (row) => (
        <Stack gap={0}>
          <span>{row.number}</span>
          <Soft small>{row.shop_name}</Soft>
        </Stack>
      ),
    },
    { ...{ key: 'day', title: t('bought.day') }, cell: (row) => <Day value={row.purchased_day} /> },
    { ...{ key: 'customer', title: t('bought.customer') }, cell: (row) => <Buyer row={row} /> },
    {
      ...{ key: 'visit', title: t('bought.visit') },
      cell: (row) => <Visit first={row.is_first} />,
    },
    {
      ...{ key: 'goods', title: t('unknown.goods'), phone: 'hide' as const },
      cell: (row) => goodsOf(row),
    },
    {
      ...{ key: 'value', title: t('unknown.value'), align: 'end' },
      cell: (row) => <Money minor={row.gross} currency={row.currency} />,
    },
    ...(refunded ? [paidBack(t('bought.refunded'))] : []),
  ];
}
