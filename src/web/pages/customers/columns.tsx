import { useTranslation } from 'react-i18next';
import { Day, Link, Money, Row, Soft, Stack, Tag, type Column } from '../../ui/index.ts';
import { useGet, type List } from '../../app/index.ts';
import { placeOf, type CustomerRow } from './model.ts';
import { useCallName } from './name.ts';

/** All that can be shown, in the order they stand in; the name always is. */
export const COLUMNS = [
  ...(['phone', 'email', 'region', 'tags', 'shops'] as const),
  ...(['orders', 'spend', 'first_order', 'last_order'] as const),
];
export type ColumnKey = (typeof COLUMNS)[number];

export const USUAL: ColumnKey[] = ['phone', 'region', 'tags', 'orders', 'spend', 'last_order'];

type Shown = Omit<Column<CustomerRow>, 'key' | 'title'>;

const CELLS: Record<ColumnKey, Shown> = {
  phone: { cell: (row) => row.phone ?? '' },
  email: { cell: (row) => row.email ?? '' },
  region: { cell: (row) => placeOf(row), phone: 'hide' },
  tags: { cell: (row) => <TagsOf row={row} />, phone: 'hide' },
  shops: { cell: (row) => <ShopsOf row={row} />, phone: 'hide' },
  orders: { cell: (row) => row.orders, align: 'end', sort: { field: 'orders', first: 'down' } },
  spend: {
    cell: (row) => (row.currency ? <Money minor={row.spend} currency={row.currency} /> : ''),
    ...{ align: 'end', sort: { field: 'spend', first: 'down' } },
  },
  first_order: {
    cell: (row) => <Day value={row.first_order_day} />,
    ...{ align: 'end', sort: { field: 'first_order', first: 'down' }, phone: 'hide' },
  },
  last_order: {
    cell: (row) => <Day value={row.last_order_day} />,
    ...{ align: 'end', sort: { field: 'last_order', first: 'down' } },
  },
};

function TagsOf({ row }: { row: CustomerRow }) {
  return (
    <Row gap={0.5}>
      {row.tags.slice(0, 4).map((tag) => (
        <Tag key={tag}>{tag}</Tag>
      ))}
      {row.tags.length > 4 && <Soft small>+{row.tags.length - 4}</Soft>}
    </Row>
  );
}

function ShopsOf({ row }: { row: CustomerRow }) {
  const { data } = useGet<List<Shop>>('/v1/shops');
  const names = row.shops.map((id) => data?.data.find((shop) => shop.id === id)?.name);
  return <>{names.filter(Boolean).join(', ')}</>;
}

function Name({ row }: { row: CustomerRow }) {
  const callName = useCallName();
  const name = callName(row);
  return (
    <Stack gap={0}>
      <Link to="/customers/$id" params={{ id: row.id }}>
        {name}
      </Link>
      {row.nick && row.nick !== name && <Soft small>{row.nick}</Soft>}
    </Stack>
  );
}

interface Shop {
  id: string;
  name: string;
}

export function useColumns(chosen: ColumnKey[]): Column<CustomerRow>[] {
  const { t } = useTranslation('customers');
  const name: Column<CustomerRow> = {
    ...{ key: 'name', title: t('column.name'), sort: { field: 'name' } },
    cell: (row) => <Name row={row} />,
  };
  const rest = COLUMNS.filter((key) => chosen.includes(key));
  return [name, ...rest.map((key) => ({ key, title: t(`column.${key}`), ...CELLS[key] }))];
}
