import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet } from '../../app/index.ts';
import {
  ErrorState,
  Grid,
  Loading,
  LinkCard,
  Page as Frame,
  PageHeader,
  Stack,
} from '../../ui/index.ts';
import { isBare, type Answer, type Listed, type Reports } from './model.ts';
import { grouped } from './questions.ts';
import { useWrite } from './write.ts';

/** The reports, each under the question it answers. */
export function Page() {
  const { t } = useTranslation('insight');
  const reports = useGet<Reports>('/v1/reports');
  return (
    <Frame title={t('title')}>
      <PageHeader title={t('title')} sentence={t('lead')} />
      {reports.isPending && <Loading lines={8} />}
      {reports.isError && (
        <ErrorState error={reports.error} onRetry={() => void reports.refetch()} />
      )}
      {reports.data && <Questions reports={reports.data.data} />}
    </Frame>
  );
}

function Questions({ reports }: { reports: Listed[] }) {
  const { t } = useTranslation('insight');
  const groups = grouped(reports);
  // One report after the other: a shop of a million should not compute a dozen at once for a glance.
  const order = groups.flatMap((group) => group.reports.map(({ name }) => name));
  const [reached, setReached] = useState(0);
  const arrived = (name: string) =>
    setReached((before) => Math.max(before, order.indexOf(name) + 1));
  return (
    <Stack gap={4}>
      {groups.map(({ key, reports: some }) => (
        <section key={key} aria-labelledby={`question-${key}`}>
          <Stack gap={2}>
            <h2 id={`question-${key}`}>{t(`question.${key}`)}</h2>
            <Grid min={280} gap={2}>
              {some.map((one) => (
                <Entry
                  key={one.name}
                  listed={one}
                  mayAsk={order.indexOf(one.name) <= reached}
                  onAnswer={() => arrived(one.name)}
                />
              ))}
            </Grid>
          </Stack>
        </section>
      ))}
    </Stack>
  );
}

interface EntryProps {
  listed: Listed;
  mayAsk: boolean;
  onAnswer: () => void;
}

function Entry({ listed, mayAsk, onAnswer }: EntryProps) {
  const { t, i18n } = useTranslation('insight');
  const path = `/v1/reports/${listed.name}`;
  const answer = useGet<Answer>(path, { view: true }, { enabled: mayAsk });
  const { writeFigure } = useWrite(answer.data?.currency ?? null);
  const settled = answer.isSuccess || answer.isError;
  useEffect(() => {
    if (settled) onAnswer();
    // Once, when the answer has come; the handler is another one at every drawing.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [settled]);
  const figure = answer.data && !isBare(answer.data) ? answer.data.view.figures[0] : undefined;
  const about = i18n.exists(`insight:about.${listed.name}`) ? t(`about.${listed.name}`) : undefined;
  return (
    <LinkCard
      to="/insight/$report"
      params={{ report: listed.name }}
      title={listed.title}
      sentence={about}
      busy={!settled}
      figure={
        figure && figure.value !== null
          ? { label: figure.title, value: writeFigure(figure.value, figure.kind) }
          : undefined
      }
    />
  );
}
