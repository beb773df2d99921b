import { IconInfoCircle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem, useGet, useMay } from '../../app/index.ts';
import {
  EmptyState,
  ErrorState,
  FilteredState,
  Link,
  LinkButton,
  Loading,
  Notice,
  Page as Frame,
  PageHeader,
  PopoverButton,
  useFormats,
} from '../../ui/index.ts';
import { useAsked } from './asked.ts';
import { Figures } from './figures.tsx';
import { Amounts } from './amounts.tsx';
import { Filters } from './filters.tsx';
import { isBare, type Answer, type Listed, type Reports } from './model.ts';
import { Section } from './section.tsx';

/** One report: its numbers, what they say, their pictures and tables, and whom they count. */
export function Page() {
  const { report = '' } = useParams({ strict: false });
  const reports = useGet<Reports>('/v1/reports');
  const listed = reports.data?.data.find(({ name }) => name === report);
  if (reports.data && !listed) return <Unknown />;
  return <Report key={report} name={report} reports={reports.data} listed={listed} />;
}

interface ReportProps {
  name: string;
  reports: Reports | undefined;
  listed: Listed | undefined;
}

function Report({ name, reports, listed }: ReportProps) {
  const { t } = useTranslation('insight');
  const format = useFormats();
  const { asked, set, narrowed, clear } = useAsked(
    [...(listed?.choices ?? []), ...(listed?.amounts ?? [])].map((one) => one.name),
  );
  const answer = useGet<Answer>(
    `/v1/reports/${name}`,
    { ...asked, view: true },
    { enabled: listed !== undefined },
  );
  const { data } = answer;
  const title = listed?.title ?? t('title');
  return (
    <Frame title={title}>
      <PageHeader
        back={<Link to="/insight">{t('title')}</Link>}
        title={title}
        sentence={data && t('as_of', { day: format.day(data.as_of) })}
        actions={listed && <Definition text={listed.definition} />}
      />
      <Filters {...{ asked, set, reports, listed }} asOf={data?.as_of} />
      {listed && listed.amounts.length > 0 && data?.currency && (
        <Amounts of={listed.amounts} currency={data.currency} {...{ asked, set }} />
      )}
      {answer.isPending && <Loading lines={8} />}
      {answer.isError && <Failed error={answer.error} onRetry={() => void answer.refetch()} />}
      {data && !answer.isError && (
        <div
          className={answer.isPlaceholderData ? 'r-stale' : undefined}
          aria-busy={answer.isPlaceholderData || undefined}
        >
          <Shown
            {...{ name, asked, narrowed, clear }}
            answer={data}
            undecided={OF_PRODUCTS.includes(name) ? (reports?.undecided ?? []) : []}
          />
        </div>
      )}
    </Frame>
  );
}

function Definition({ text }: { text: string }) {
  const { t } = useTranslation('insight');
  return (
    <PopoverButton label={t('definition')} icon={<IconInfoCircle size={18} aria-hidden />}>
      <p>{text}</p>
    </PopoverButton>
  );
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  // What was asked was wrong: asking again would not help, and the sentence says what to change.
  const refused = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  if (refused)
    return (
      <Notice tone="warn" alert>
        {error.message}
      </Notice>
    );
  return <ErrorState error={error} onRetry={onRetry} />;
}

interface ShownProps {
  name: string;
  asked: Record<string, string>;
  answer: Answer;
  narrowed: boolean;
  clear: () => void;
  undecided: string[];
}

/** Reports that name products one by one. */
const OF_PRODUCTS = ['products', 'cycle', 'repurchase'];

function Shown({ name, asked, answer, narrowed, clear, undecided }: ShownProps) {
  const { t } = useTranslation('insight');
  const { view, currency } = answer;
  if (isBare(answer))
    return narrowed ? <FilteredState onClear={clear} /> : <Nothing answer={answer} />;
  const frame = { report: name, asked, currency };
  // Where nobody is counted, no currency is missing.
  const hasMoney = view.tables.some(
    ({ columns, rows }) =>
      columns.some(({ kind }) => kind === 'money') &&
      rows.some(({ cells }) => columns.some(({ key, kind }) => kind === 'count' && cells[key])),
  );
  return (
    <div className="r-stack" data-gap="4">
      <Figures answer={answer} frame={frame} />
      {currency === null && hasMoney && <Notice>{t('currencies')}</Notice>}
      {undecided.length > 0 && (
        <Notice>
          {t('undecided', { names: undecided.join(', ') })}{' '}
          <Link to="/settings/$part" params={{ part: 'goods' }}>
            {t('undecided_link')}
          </Link>
        </Notice>
      )}
      {view.tables.map((table) => (
        <Section
          key={table.name}
          table={table}
          charts={view.charts.filter((chart) => chart.table === table.name)}
          frame={frame}
        />
      ))}
    </div>
  );
}

/** The shop has nothing this report could speak of: what it would need. */
function Nothing({ answer }: { answer: Answer }) {
  const { t } = useTranslation('insight');
  const may = useMay('imports.run');
  return (
    <EmptyState
      title={t('nothing.title')}
      actions={
        may && (
          <LinkButton to="/imports" kind="primary">
            {t('nothing.import')}
          </LinkButton>
        )
      }
    >
      {answer.says.map(({ text }) => text).join(' ')}
    </EmptyState>
  );
}

function Unknown() {
  const { t } = useTranslation('insight');
  return (
    <Frame title={t('unknown.title')}>
      <EmptyState
        title={t('unknown.title')}
        actions={<LinkButton to="/insight">{t('unknown.back')}</LinkButton>}
      >
        {t('unknown.text')}
      </EmptyState>
    </Frame>
  );
}
