import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useGet, useMay, useSample, useSend, type List } from '../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  DataTable,
  EmptyState,
  ErrorState,
  Loading,
  Notice,
  ProgressBar,
  Row,
  Soft,
  Stack,
  toast,
  type Column,
} from '../../ui/index.ts';
import { newShop, ShopForm, type ShopValues } from './shop-form.tsx';

interface Shop extends ShopValues {
  id: string;
  is_sample: boolean;
}

const PATH = '/v1/shops';
const TOUCHES = [PATH, '/v1/today', '/v1/reports', '/v1/customers'];

const valuesOf = ({ name, platform, currency, time_zone, tax_included }: Shop): ShopValues => ({
  ...{ name, platform, currency, time_zone, tax_included },
});

export function Shops() {
  const { t, i18n } = useTranslation('settings');
  const may = useMay('shops.change');
  const shops = useGet<List<Shop>>(PATH);
  const [editing, setEditing] = useState<Shop | 'new'>();
  const add = useSend((values: ShopValues) => api.post(PATH, values), {
    ...{ touches: TOUCHES, quiet: true },
  });
  const change = useSend(
    ({ id, values }: { id: string; values: ShopValues }) => api.patch(`${PATH}/${id}`, values),
    { touches: TOUCHES, quiet: true },
  );
  const save = async (values: ShopValues) => {
    if (editing === 'new') {
      await add.mutateAsync(values);
      return toast({ message: t('shops.added', { name: values.name }) });
    }
    if (!editing) return;
    const { id } = editing;
    await change.mutateAsync({ id, values });
    toast({
      message: t('shops.changed', { name: values.name }),
      onUndo: () => change.mutate({ id, values: valuesOf(editing) }),
    });
  };
  const button = may && (
    <Button kind="primary" onClick={() => setEditing('new')}>
      {t('shops.add')}
    </Button>
  );
  return (
    <>
      <Card title={t('shops.title')} sentence={t('shops.sentence')} actions={button}>
        {shops.isPending && <Loading />}
        {shops.isError && <ErrorState error={shops.error} onRetry={() => void shops.refetch()} />}
        {shops.data?.data.length === 0 && (
          <EmptyState title={t('shops.none')}>{t('shops.none_text')}</EmptyState>
        )}
        {shops.data && shops.data.data.length > 0 && (
          <ShopTable rows={shops.data.data} onEdit={may ? setEditing : undefined} />
        )}
      </Card>
      <Sample />
      {editing && (
        <ShopForm
          title={editing === 'new' ? t('shops.add') : t('shops.edit_title', { name: editing.name })}
          initial={editing === 'new' ? newShop(i18n.language) : valuesOf(editing)}
          onSave={save}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

function ShopTable(props: { rows: Shop[]; onEdit?: (shop: Shop) => void }) {
  const { t } = useTranslation(['settings', 'shell']);
  const { onEdit } = props;
  const columns: Column<Shop>[] = [
    {
      key: 'name',
      title: t('shops.name'),
      cell: (shop) => (
        <Row gap={1}>
          {shop.name}
          {shop.is_sample && <Badge>{t('shops.sample')}</Badge>}
        </Row>
      ),
    },
    {
      key: 'platform',
      title: t('shops.platform'),
      cell: ({ platform }) => t(`shell:platforms.${platform as 'other'}`),
    },
    { key: 'currency', title: t('shops.currency'), cell: (shop) => shop.currency },
    { key: 'time_zone', title: t('shops.time_zone'), cell: (shop) => shop.time_zone },
    {
      key: 'tax',
      title: t('shops.tax'),
      cell: (shop) => (shop.tax_included ? t('shops.yes') : t('shops.no')),
    },
  ];
  const edit: Column<Shop> = {
    ...{ key: 'edit', title: t('shops.edit'), align: 'end' as const, quiet: true },
    cell: (shop) => (
      <Button size="small" kind="quiet" onClick={() => onEdit?.(shop)}>
        {t('shops.edit')} <span className="r-hidden">{shop.name}</span>
      </Button>
    ),
  };
  return (
    <DataTable
      {...{ label: t('shops.title'), rows: props.rows, bare: true }}
      columns={onEdit ? [...columns, edit] : columns}
      rowKey={(shop) => shop.id}
    />
  );
}

function Sample() {
  const { t } = useTranslation('settings');
  const may = useMay('samples.change');
  const sample = useSample();
  const there = sample.state === 'there';
  return (
    <Card
      title={t('shops.sample_title')}
      sentence={there ? t('shops.sample_there') : t('shops.sample_absent')}
    >
      <Stack>
        {sample.problem && <Notice tone="bad">{sample.problem}</Notice>}
        {sample.loading && <ProgressBar label={t('shops.sample_loading')} />}
        {may && !sample.loading && (
          <div>
            {there ? (
              <Button busy={sample.removing} onClick={sample.remove}>
                {t('shops.sample_remove')}
              </Button>
            ) : (
              <Button onClick={sample.load}>{t('shops.sample_load')}</Button>
            )}
          </div>
        )}
        <Soft small>{t('shops.sample_credit')}</Soft>
      </Stack>
    </Card>
  );
}
