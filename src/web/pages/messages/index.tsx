import { useTranslation } from 'react-i18next';
import { useAddress, usePages } from '../../app/index.ts';
import {
  DataTable,
  EmptyState,
  ErrorState,
  FilteredState,
  LinkButton,
  Loading,
  Page as Frame,
  PageHeader,
} from '../../ui/index.ts';
import { MessageSections } from '../templates/sections.tsx';
import { CarriedCard } from './carried.tsx';
import { useColumns } from './columns.tsx';
import { Controls, States } from './controls.tsx';
import type { Outbox, Touch } from './model.ts';

const FILTERS = ['state', 'kind', 'class', 'source', 'search'] as const;

/** While something is about to move, the page moves with it. */
const soon = ({ state, waiting, planned_at }: Touch): boolean =>
  state === 'proposed' ||
  (state === 'sending' && !waiting) ||
  (state === 'scheduled' && Date.parse(planned_at ?? '') < Date.now() + 60_000);
const whileMoving = (rows: Touch[]): number | false => (rows.some(soon) ? 4000 : false);

/** Every message there was, is or shall be. */
export function Page() {
  const { t } = useTranslation('messages');
  const { search, set } = useAddress();
  const columns = useColumns();
  const asked = Object.fromEntries(FILTERS.map((key) => [key, search[key]]));
  const list = usePages<Touch>('/v1/touches', { ...asked, limit: 50 }, { every: whileMoving });
  const counts = (list.data?.pages[0] as Outbox | undefined)?.counts ?? {};
  const filtered = Object.values(asked).some(Boolean);
  const clear = () => set(Object.fromEntries(FILTERS.map((key) => [key, undefined])));
  const none = list.isSuccess && list.rows.length === 0 && !list.isPlaceholderData;
  return (
    <Frame title={t('title')} width="wide">
      <PageHeader title={t('title')} sentence={t('lead')} />
      <MessageSections />
      {none && !filtered ? (
        <Nothing />
      ) : (
        <>
          <Controls sources={list.rows.map(({ source }) => source)} />
          {list.isSuccess && <States counts={counts} />}
          {!filtered || search['state'] === 'waiting' ? <CarriedCard /> : null}
          {list.isPending && <Loading lines={8} />}
          {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {none && <FilteredState title={t('none_found')} onClear={clear} />}
          {list.rows.length > 0 && (
            <DataTable
              label={t('title')}
              columns={columns}
              rows={list.rows}
              rowKey={(row) => row.id}
              more={list.more}
              stale={list.isPlaceholderData}
            />
          )}
        </>
      )}
    </Frame>
  );
}

function Nothing() {
  const { t } = useTranslation('messages');
  return (
    <EmptyState
      title={t('empty.title')}
      actions={
        <LinkButton to="/customers" kind="primary">
          {t('empty.action')}
        </LinkButton>
      }
    >
      {t('empty.text')}
    </EmptyState>
  );
}
