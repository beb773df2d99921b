import { useTranslation } from 'react-i18next';
import { useAddress, useGet, type List } from '../../app/index.ts';
import {
  DateField,
  ErrorState,
  Grid,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  SelectField,
  useFormats,
} from '../../ui/index.ts';
import { AroundDay } from './around.tsx';
import { Attention } from './attention.tsx';
import { Empty } from './empty.tsx';
import { Figures } from './figures.tsx';
import { LastImport, Tied } from './intake.tsx';
import type { Today } from './model.ts';
import { MessagesWaiting } from './messages.tsx';
import { Months, NewAgainstReturning } from './months.tsx';
import { SampleLeftOut } from './sample.tsx';
import { Shops } from './shops.tsx';
import { Todo } from './todo.tsx';

/** Is retention working, and what is to be done today? */
export function Page() {
  const { t } = useTranslation('today');
  const { search } = useAddress();
  const { as_of, shop, around } = search;
  const today = useGet<Today>('/v1/today', { as_of, shop, around });
  const format = useFormats();
  const isEmpty = today.data?.tied.orders === 0 && !shop;
  return (
    <Frame title={t('title')}>
      <PageHeader
        title={t('title')}
        sentence={today.data && t('as_of', { day: format.day(today.data.as_of) })}
        actions={today.data && !isEmpty && <Asked today={today.data} />}
      />
      {today.isPending && <Loading lines={8} />}
      {today.isError && <ErrorState error={today.error} onRetry={() => void today.refetch()} />}
      {today.data && (isEmpty ? <Empty /> : <Sheet today={today.data} />)}
    </Frame>
  );
}

/** Which shop, and as of when. */
function Asked({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const { search, set } = useAddress();
  const shops = useGet<List<{ id: string; name: string }>>('/v1/shops');
  const options = (shops.data?.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Row align="end">
      {options.length > 1 && (
        <SelectField
          label={t('shop')}
          value={search['shop'] ?? ''}
          options={[{ value: '', label: t('all_shops') }, ...options]}
          onChange={(shop) => set({ shop })}
        />
      )}
      <DateField
        label={t('as_of_field')}
        value={search['as_of'] ?? today.as_of}
        onChange={(as_of) => set({ as_of }, { replace: true })}
      />
    </Row>
  );
}

function Sheet({ today }: { today: Today }) {
  const { search } = useAddress();
  const isNow = !search['as_of'] && !search['shop'];
  return (
    <>
      {today.sample_left_out && <SampleLeftOut />}
      <MessagesWaiting />
      <Figures today={today} />
      <Todo tasks={today.todo} />
      {isNow && <Attention />}
      <Months today={today} />
      <NewAgainstReturning today={today} />
      <Shops today={today} />
      <AroundDay today={today} />
      <Grid min={340} gap={4}>
        <LastImport today={today} />
        <Tied tied={today.tied} />
      </Grid>
    </>
  );
}
