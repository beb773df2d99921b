import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ApiProblem, useGet } from '../../app/index.ts';
import {
  Card,
  ErrorState,
  Facts,
  Link,
  Loading,
  Mono,
  Notice,
  Page as Frame,
  PageHeader,
  Soft,
  Split,
  Stack,
} from '../../ui/index.ts';
import { Actions } from './actions.tsx';
import { Events } from './events.tsx';
import { standingOf, TONES, type TouchFully } from './model.ts';
import { Rules } from './rules.tsx';
import { Seen } from './seen.tsx';
import { Reason } from './state.tsx';
import { momentOf, useTouchWords } from './words.ts';

const MOVING = new Set(['proposed', 'scheduled', 'sending']);
const whileMoving = (touch: TouchFully | undefined): number | false =>
  touch && MOVING.has(standingOf(touch)) ? 4000 : false;

/** Why did they get this, or why not? */
export function Page() {
  const { t } = useTranslation('messages');
  const { id = '' } = useParams({ strict: false });
  const asked = useGet<TouchFully>(`/v1/touches/${id}`, {}, { every: whileMoving });
  const { data: touch, error, refetch } = asked;
  if (error instanceof ApiProblem && error.status === 404) return <Gone />;
  if (touch && touch.id === id) return <Shown key={touch.id} touch={touch} />;
  return (
    <Frame title={t('title')} width="wide">
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading lines={8} />}
    </Frame>
  );
}

function Shown({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const { called } = useTouchWords();
  return (
    <Frame title={called(touch)} width="wide">
      <PageHeader
        back={<Link to="/messages">{t('one.back')}</Link>}
        title={called(touch)}
        sentence={<Whom touch={touch} />}
        actions={<Actions touch={touch} />}
      />
      <Answer touch={touch} />
      <Split
        side={
          <>
            <Events touch={touch} />
            <Particulars touch={touch} />
          </>
        }
      >
        <Card title={t('why.title')} sentence={t('why.text')}>
          {touch.decided_at === null ? <Soft>{t('why.undecided')}</Soft> : <Rules touch={touch} />}
        </Card>
        <Seen touch={touch} />
      </Split>
    </Frame>
  );
}

function Whom({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  return (
    <>
      {t('one.to')}{' '}
      <Link to="/customers/$id" params={{ id: touch.customer_id }}>
        {touch.customer_name ?? t('nameless')}
      </Link>
      {` · ${t(`kind.${touch.kind}`)} · ${t(`class.${touch.class}`)}`}
    </>
  );
}

/** Where it stands and why, before anything else. */
function Answer({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const { moment } = useTouchWords();
  const { word, at, zone } = momentOf(touch);
  return (
    <Notice tone={TONES[standingOf(touch)]}>
      <Stack gap={0.5}>
        <span>
          <strong>{t(`state.${standingOf(touch)}`)}</strong>{' '}
          {t(`answer.${touch.state === 'scheduled' ? 'scheduled' : word}`, {
            moment: moment(at, zone),
          })}
        </span>
        <span>
          <Reason touch={touch} />
        </span>
        {touch.problem && touch.problem.text !== touch.reason?.text && (
          <span>{touch.problem.text}</span>
        )}
      </Stack>
    </Notice>
  );
}

function Particulars({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const { source, moment } = useTouchWords();
  const { template_name: template, planned_at: planned, sent_at: sent, zone } = touch;
  const facts: [string, React.ReactNode][] = [
    [t('facts.source'), source(touch.source)],
    [t('facts.why'), touch.why.text],
    [t('facts.template'), template],
    [t('facts.proposed'), moment(touch.proposed_at, null)],
    [t('facts.planned'), planned && planned !== sent && moment(planned, zone)],
    [t('facts.until'), moment(touch.valid_until, zone)],
    [t('facts.sent'), sent && moment(sent, zone)],
    [t('facts.attempts'), touch.attempts > 1 && touch.attempts],
    [t('facts.policy'), touch.policy_number === 0 ? t('facts.defaults') : touch.policy_number],
    [t('facts.key'), <Mono key="key">{touch.key}</Mono>],
  ];
  return (
    <Card title={t('facts.title')}>
      <Facts of={facts.filter(([, value]) => value !== null && value !== '' && value !== false)} />
    </Card>
  );
}

function Gone() {
  const { t } = useTranslation('messages');
  return (
    <Frame title={t('one.missing')}>
      <PageHeader back={<Link to="/messages">{t('one.back')}</Link>} title={t('one.missing')} />
    </Frame>
  );
}
