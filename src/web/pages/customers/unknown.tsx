import { IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useAddress, useMay, usePages, useLater } from '../../app/index.ts';
import {
  Button,
  DataTable,
  DayOf,
  Dialog,
  EmptyState,
  ErrorState,
  FilteredState,
  Loading,
  Money,
  Page as Frame,
  PageHeader,
  SearchField,
  Soft,
  Spoken,
  Stack,
  type Column,
} from '../../ui/index.ts';
import { said, useEdit, type Changed } from './edit.ts';
import { goodsOf } from './goods.ts';
import type { UnknownOrder } from './model.ts';
import { useCallName } from './name.ts';
import { Narrowed } from './narrowed.tsx';
import { PickCustomer } from './pick.tsx';
import { Sections } from './sections.tsx';

/** Orders nobody could be found for; each can be given to whom it belongs. */
export function Page() {
  const { t } = useTranslation('customers');
  const [typed, setTyped] = useState('');
  const search = useLater(typed.trim());
  const [tying, setTying] = useState<UnknownOrder>();
  const { search: address, set } = useAddress();
  const filters = { reason: address['reason'], shop: address['shop'] };
  const list = usePages<UnknownOrder>('/v1/orders', {
    untied: true,
    search,
    ...filters,
    limit: 50,
  });
  const columns = useColumns(setTying);
  const none = list.isSuccess && list.rows.length === 0 && !list.isPlaceholderData;
  const filtered = search !== '' || Object.values(filters).some(Boolean);
  const clear = () => {
    setTyped('');
    set({ reason: undefined, shop: undefined });
  };
  return (
    <Frame title={t('tabs.unknown')} width="wide">
      <PageHeader title={t('tabs.unknown')} sentence={t('unknown.lead')} />
      <Sections />
      {none && !filtered ? (
        <EmptyState title={t('unknown.empty.title')} icon={<IconCircleCheck size={28} />}>
          {t('unknown.empty.text')}
        </EmptyState>
      ) : (
        <>
          <SearchField
            label={t('unknown.search_label')}
            placeholder={t('unknown.search')}
            value={typed}
            onChange={setTyped}
          />
          <Narrowed shop count={false} />
          {list.isPending && <Loading lines={6} />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {none && <FilteredState title={t('unknown.none_found.title')} onClear={clear} />}
          {list.rows.length > 0 && (
            <DataTable
              label={t('tabs.unknown')}
              columns={columns}
              rows={list.rows}
              rowKey={(row) => row.id}
              more={list.more}
              stale={list.isPlaceholderData}
            />
          )}
        </>
      )}
      {tying && <TieDialog order={tying} onClose={() => setTying(undefined)} />}
    </Frame>
  );
}

function useColumns(onTie: (order: UnknownOrder) => void): Column<UnknownOrder>[] {
  const { t } = useTranslation('customers');
  const may = useMay('orders.tie');
  const columns: Column<UnknownOrder>[] = [
    {
      ...{ key: 'number', title: t('unknown.number') },
      cell: (row) => (
        <Stack gap={0}>
          <span>{row.number}</span>
          <Soft small>{row.shop_name}</Soft>
        </Stack>
      ),
    },
    {
      ...{ key: 'placed', title: t('unknown.placed') },
      cell: (row) => <DayOf value={row.placed_at} />,
    },
    { ...{ key: 'goods', title: t('unknown.goods') }, cell: (row) => goodsOf(row) },
    {
      ...{ key: 'to', title: t('unknown.to') },
      cell: (row) =>
        [row.ship_name, row.ship_province, row.ship_city, row.ship_district]
          .filter(Boolean)
          .join(' '),
    },
    {
      ...{ key: 'value', title: t('unknown.value'), align: 'end' },
      cell: (row) => <Money minor={row.gross} currency={row.currency} />,
    },
    {
      ...{ key: 'why', title: t('unknown.why') },
      cell: (row) => (
        <Soft small>
          {t(`unknown.reason.${row.untied_reason ?? 'other'}`, t('unknown.reason.other'))}
        </Soft>
      ),
    },
  ];
  const tie: Column<UnknownOrder> = {
    ...{ key: 'tie', title: t('unknown.action'), align: 'end' },
    cell: (row) => (
      <Button size="small" onClick={() => onTie(row)}>
        {t('unknown.tie')}
        <Spoken>{row.number}</Spoken>
      </Button>
    ),
  };
  return may ? [...columns, tie] : columns;
}

function TieDialog(props: { order: UnknownOrder; onClose: () => void }) {
  const { order, onClose } = props;
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const { run } = useEdit('');
  const tie = async (id: string, name: string) => {
    await run({
      send: () => api.post<Changed>(`/v1/orders/${order.id}/tie`, { customer_id: id }),
      said: t('unknown.tied', { name }),
      of: () => id,
    });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('unknown.tie_to', { number: order.number })}>
      <PickCustomer onPick={(row) => said(tie(row.id, callName(row)))} />
    </Dialog>
  );
}
