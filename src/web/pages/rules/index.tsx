import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMay, useRefresh } from '../../app/index.ts';
import {
  Button,
  ErrorState,
  Loading,
  Notice,
  Page as Frame,
  PageHeader,
  SaveBar,
  toast,
  useFormats,
} from '../../ui/index.ts';
import { MessageSections } from '../templates/sections.tsx';
import { CapsPart } from './caps.tsx';
import { ConsentPart } from './consent.tsx';
import { HoursPart } from './hours.tsx';
import {
  PATH,
  refusalsIn,
  same,
  usePolicy,
  type Answer,
  type Part,
  type Policy,
  type Refusals,
} from './model.ts';
import { RehearsalCard } from './rehearsal.tsx';
import { ComplaintPart, PublicPart } from './stops.tsx';
import { VersionsCard } from './versions.tsx';

/** The rules of the gate, each with its default and its reason. */
export function Page() {
  const { t } = useTranslation('rules');
  const found = usePolicy();
  return (
    <>
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && (
        <Frame title={t('title')}>
          <Loading lines={6} />
        </Frame>
      )}
      {found.data && <Rules key={found.data.number} answer={found.data} />}
    </>
  );
}

function useSaving(answer: Answer, policy: Policy) {
  const { t } = useTranslation('rules');
  const refresh = useRefresh();
  const [refusals, setRefusals] = useState<Refusals>([]);
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const put = async (next: Policy, over: number): Promise<Answer> => {
    const saved = await api.put<Answer>(PATH, { policy: next, over });
    await refresh(PATH);
    return saved;
  };
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { number } = await put(policy, answer.number);
      const undo = () =>
        put(answer.policy, number).catch((error: Error) =>
          toast({ message: error.message, tone: 'bad' }),
        );
      toast({ message: t('saved', { number }), onUndo: () => void undo() });
    } catch (error) {
      const found = refusalsIn(error);
      setRefusals(found);
      setFailure(found.length > 0 ? t('refused') : (error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, failure, refusals };
}

function Rules({ answer }: { answer: Answer }) {
  const { t } = useTranslation('rules');
  const { time } = useFormats();
  const may = useMay('policy.change');
  const { defaults, number, changed_at } = answer;
  const [policy, setPolicy] = useState(answer.policy);
  const { save, busy, failure, refusals } = useSaving(answer, policy);
  const changed = !same(policy, answer.policy);
  const part: Part = {
    ...{ policy, defaults, refusals, may },
    set: (change) => setPolicy((before) => ({ ...before, ...change })),
  };
  const version =
    changed_at === null ? t('as_default') : t('version', { number, at: time(changed_at) });
  const back = may && !same(policy, defaults) && (
    <Button onClick={() => setPolicy(defaults)}>{t('back_to_defaults')}</Button>
  );
  return (
    <Frame title={t('title')}>
      <PageHeader title={t('title')} sentence={`${t('lead')} ${version}`} actions={back} />
      <MessageSections />
      {!may && <Notice>{t('read_only')}</Notice>}
      <HoursPart {...part} />
      <CapsPart {...part} />
      <ConsentPart {...part} />
      <ComplaintPart {...part} />
      <PublicPart {...part} />
      <RehearsalCard policy={policy} changed={changed} />
      <VersionsCard number={number} onUse={setPolicy} />
      {changed && (
        <SaveBar
          failure={failure}
          busy={busy}
          onSave={() => void save()}
          onDiscard={() => setPolicy(answer.policy)}
        />
      )}
    </Frame>
  );
}
