import { IconDownload, IconFileImport } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { address, useAddress, useMay, usePages } from '../../app/index.ts';
import {
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  FilteredState,
  Link,
  LinkButton,
  Loading,
  Menu,
  Page as Frame,
  PageHeader,
} from '../../ui/index.ts';
import { ColumnChooser, useChosenColumns } from './chosen-columns.tsx';
import { useColumns } from './columns.tsx';
import { Controls } from './controls.tsx';
import { reportAsked } from './counted.ts';
import type { CustomerRow } from './model.ts';
import { Narrowed, narrowing } from './narrowed.tsx';
import { Sections } from './sections.tsx';

/** Everybody who bought, or may. */
export function Page() {
  const { t } = useTranslation('customers');
  const { search, set } = useAddress();
  const [chosen, choose] = useChosenColumns();
  const columns = useColumns(chosen);
  const { visit: _, buyer: __, reason: ___, refunded: ____, ...asked } = narrowing(search);
  const filters = { search: search['search'], shop: search['shop'], tag: search['tag'], ...asked };
  const sort = search['sort'] ?? '-last_order';
  const list = usePages<CustomerRow>('/v1/customers', { ...filters, sort, limit: 50 });
  const filtered = Object.values(filters).some(Boolean);
  const clear = () => set(Object.fromEntries(Object.keys(filters).map((key) => [key, undefined])));
  const count = list.data?.pages[0]?.count ?? undefined;
  const tags = [...new Set(list.rows.flatMap((row) => row.tags))].toSorted();
  const nobody = list.isSuccess && list.rows.length === 0 && !list.isPlaceholderData;
  return (
    <Frame title={t('title')} width="wide">
      <PageHeader title={t('title')} actions={<Export params={{ ...filters, sort }} />} />
      <Sections />
      {nobody && !filtered ? (
        <Nobody />
      ) : (
        <>
          <Controls tags={tags}>
            <ColumnChooser chosen={chosen} onChange={choose} />
          </Controls>
          <Narrowed
            count={count !== undefined && t('people', { count })}
            note={<Note asked={asked} />}
          />
          {list.isPending && <Loading lines={8} />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {nobody && <FilteredState title={t('none_found.title')} onClear={clear} />}
          {list.rows.length > 0 && (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={list.rows}
              rowKey={(row) => row.id}
              sort={sort}
              onSort={(to) => set({ sort: to })}
              more={list.more}
              stale={list.isPlaceholderData}
            />
          )}
        </>
      )}
    </Frame>
  );
}

function Note({ asked }: { asked: Record<string, string | undefined> }) {
  const { t } = useTranslation('customers');
  const { report } = asked;
  if (report)
    return (
      <Link to="/insight/$report" params={{ report }} search={reportAsked(asked) as never}>
        {t('narrowed.to_report')}
      </Link>
    );
  return Object.keys(asked).length > 0 ? t('narrowed.figures') : null;
}

function Nobody() {
  const { t } = useTranslation('customers');
  const may = useMay('imports.run');
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        may && (
          <LinkButton to="/imports" kind="primary">
            {t('empty.action')}
          </LinkButton>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
}

function Export(props: { params: Record<string, string | undefined> }) {
  const { t } = useTranslation('customers');
  const mayExport = useMay('customers.export');
  const mayImport = useMay('imports.run');
  const leave = (path: string) => window.location.assign(address(path, props.params));
  return (
    <>
      {mayImport && (
        <LinkButton to="/imports">
          <IconFileImport size={18} aria-hidden />
          {t('import')}
        </LinkButton>
      )}
      {mayExport && (
        <Menu
          label={t('export_hint')}
          items={[
            { label: t('export_csv'), onSelect: () => leave('/v1/customers.csv') },
            { label: t('export_xlsx'), onSelect: () => leave('/v1/customers.xlsx') },
          ]}
        >
          <Button icon={<IconDownload size={18} aria-hidden />}>{t('export')}</Button>
        </Menu>
      )}
    </>
  );
}
