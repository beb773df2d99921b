import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useForm, useGet, useMay, useRefresh } from '../../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  DataTable,
  Dialog,
  Link,
  Loading,
  Mono,
  Notice,
  Row,
  Soft,
  Spoken,
  Stack,
  TextField,
  toast,
  type Column,
} from '../../../ui/index.ts';

interface Own {
  name: string | null;
  address: string | null;
  url: string | null;
  phone: string | null;
  language: string | null;
}

interface Shop {
  shop: string;
  name: string;
  address: string | null;
  url: string | null;
  phone: string | null;
  language: string;
  own: Own | null;
}

interface Answer {
  every: Own | null;
  shops: Shop[];
  public_url: string | null;
}

const PATH = '/v1/senders';
const useSenders = () => useGet<Answer>(PATH);

/** Without an address that customers reach, nothing they could click would lead anywhere. */
export function PublicAddress() {
  const { t } = useTranslation('channels');
  const { data } = useSenders();
  if (!data || data.public_url !== null) return null;
  return (
    <Notice tone="warn">
      <strong>{t('public.title')}</strong> {t('public.text')}{' '}
      <Mono>--public-url https://shop.example.com</Mono> {t('public.or')}{' '}
      <Mono>REGULARS_PUBLIC_URL</Mono>.
    </Notice>
  );
}

/** What stands at the foot of a mail: which shop writes, where it is, how to reach it. */
export function Senders() {
  const { t } = useTranslation('channels');
  const may = useMay('templates.change');
  const { data } = useSenders();
  const [editing, setEditing] = useState<{ shop: Shop | null }>();
  return (
    <Card
      title={t('senders.title')}
      sentence={t('senders.sentence')}
      actions={
        may && <Button onClick={() => setEditing({ shop: null })}>{t('senders.for_all')}</Button>
      }
    >
      {data ? (
        <Table shops={data.shops} onEdit={may ? (shop) => setEditing({ shop }) : undefined} />
      ) : (
        <Loading />
      )}
      {data?.public_url && (
        <Row gap={1}>
          <Soft small>{t('public.is')}</Soft> <Mono>{data.public_url}</Mono>
        </Row>
      )}
      {data && editing && (
        <SenderForm
          {...editing}
          own={editing.shop ? editing.shop.own : data.every}
          every={data.every}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Card>
  );
}

function Table(props: { shops: Shop[]; onEdit?: (shop: Shop) => void }) {
  const { t, i18n } = useTranslation('channels');
  const { shops, onEdit } = props;
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  if (shops.length === 0)
    return (
      <Soft>
        {t('senders.no_shop')} <Link to="/imports">{t('senders.import')}</Link>
      </Soft>
    );
  const columns: Column<Shop>[] = [
    { key: 'name', title: t('senders.shop'), cell: (row) => row.name },
    {
      ...{ key: 'address', title: t('senders.address'), words: true },
      cell: (row) => row.address ?? <Badge tone="warn">{t('senders.address_missing')}</Badge>,
    },
    { key: 'url', title: t('senders.url'), cell: (row) => row.url ?? <Soft>–</Soft> },
    { key: 'phone', title: t('senders.phone'), cell: (row) => row.phone ?? <Soft>–</Soft> },
    {
      ...{ key: 'language', title: t('senders.language') },
      cell: (row) => names.of(row.language) ?? row.language,
    },
  ];
  const edit: Column<Shop> = {
    ...{ key: 'edit', title: t('edit'), align: 'end' as const, quiet: true },
    cell: (row) => (
      <Button size="small" kind="quiet" onClick={() => onEdit?.(row)}>
        {t('edit')} <Spoken>{row.name}</Spoken>
      </Button>
    ),
  };
  return (
    <DataTable
      {...{ label: t('senders.title'), rows: shops, bare: true }}
      columns={onEdit ? [...columns, edit] : columns}
      rowKey={(row) => row.shop}
    />
  );
}

const FIELDS = ['name', 'address', 'url', 'phone', 'language'] as const;

function SenderForm(props: {
  shop: Shop | null;
  own: Own | null;
  every: Own | null;
  onClose: () => void;
}) {
  const { t } = useTranslation(['channels', 'settings']);
  const { shop, own, every } = props;
  const refresh = useRefresh();
  const save = async (values: Own | null) => {
    const said = values ?? { name: null, address: null, url: null, phone: null, language: null };
    await api.put(PATH, { ...said, shop: shop?.shop ?? null });
    await refresh(PATH, '/v1/templates');
  };
  const initial = Object.fromEntries(FIELDS.map((key) => [key, own?.[key] ?? ''])) as Record<
    (typeof FIELDS)[number],
    string
  >;
  const form = useForm(initial, async (values) => {
    const said = Object.fromEntries(
      FIELDS.map((key) => [key, values[key].trim() || null]),
    ) as unknown as Own;
    await save(said);
    toast({ message: t('senders.saved'), onUndo: () => void save(own) });
    props.onClose();
  });
  // A name for every shop would take each its own away.
  const fields = FIELDS.filter((key) => shop !== null || key !== 'name');
  const hint = (key: (typeof FIELDS)[number]) => {
    const usual = key === 'name' ? shop?.name : every?.[key];
    return shop && usual ? t('senders.else', { value: usual }) : t(`senders.${key}_hint`);
  };
  return (
    <Dialog
      open
      title={shop ? t('senders.form', { name: shop.name }) : t('senders.form_all')}
      onClose={props.onClose}
    >
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          {fields.map((key) => (
            <TextField
              key={key}
              label={t(`senders.${key}`)}
              hint={hint(key)}
              {...form.field(key)}
            />
          ))}
          <div className="r-dialog-actions">
            <Button onClick={props.onClose}>{t('settings:cancel')}</Button>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('settings:save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
