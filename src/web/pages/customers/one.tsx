import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem, useGet, useMay } from '../../app/index.ts';
import {
  EmptyState,
  ErrorState,
  Link,
  LinkButton,
  Loading,
  Notice,
  Page as Frame,
  PageHeader,
  Split,
} from '../../ui/index.ts';
import type { Customer } from './model.ts';
import { useCallName } from './name.ts';
import { Actions } from './one/actions.tsx';
import { Attributes } from './one/attributes.tsx';
import { Consents } from './one/consents.tsx';
import { Details } from './one/details.tsx';
import { Figures } from './one/figures.tsx';
import { Log } from './one/log.tsx';
import { Messages } from './one/messages.tsx';
import { Note } from './one/note.tsx';
import { Occasions } from './one/occasions.tsx';
import { Profiles } from './one/profiles.tsx';
import { Likely } from './one/likely.tsx';
import { Standing } from './one/standing.tsx';
import { Tags } from './one/tags.tsx';
import { Timeline } from './one/timeline.tsx';

/** One customer: how much they mean to the shop, everything that happened, and all we know. */
export function Page() {
  const { t } = useTranslation('customers');
  const { id = '' } = useParams({ strict: false });
  const { data: customer, error, refetch } = useGet<Customer>(`/v1/customers/${id}`);
  if (error instanceof ApiProblem && error.status === 404) return <Gone />;
  if (!customer)
    return (
      <Frame title={t('title')} width="wide">
        {error ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <Loading lines={8} />
        )}
      </Frame>
    );
  return <Shown key={customer.id} customer={customer} />;
}

function Shown({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const may = useMay('customers.edit');
  const name = callName(customer);
  const { nick, erased_at: erased } = customer;
  const region = [customer.province, customer.city].filter(Boolean).join(' ');
  const under = [nick !== name && nick, customer.phone ?? customer.phone_masked, region];
  return (
    <Frame title={name} width="wide">
      <PageHeader
        back={<Link to="/customers">{t('page.back')}</Link>}
        title={name}
        sentence={under.filter(Boolean).join(' · ')}
        actions={!erased && <Actions customer={customer} />}
      />
      {erased && <Notice>{t('page.erased')}</Notice>}
      <Figures customer={customer} />
      {!erased && <Standing customer={customer} />}
      <Split
        side={
          <>
            {may && !erased && <Log customer={customer} />}
            <Note customer={customer} />
            <Tags customer={customer} />
            <Details customer={customer} />
            <Profiles customer={customer} />
            <Occasions customer={customer} />
            <Attributes customer={customer} />
            <Consents customer={customer} />
          </>
        }
      >
        <Likely customer={customer} />
        <Messages customer={customer} />
        <Timeline customer={customer} />
      </Split>
    </Frame>
  );
}

function Gone() {
  const { t } = useTranslation('customers');
  return (
    <Frame title={t('page.missing')}>
      <EmptyState
        title={t('page.missing')}
        actions={<LinkButton to="/customers">{t('page.back')}</LinkButton>}
      >
        {t('page.missing_text')}
      </EmptyState>
    </Frame>
  );
}
