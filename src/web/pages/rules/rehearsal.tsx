import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { RehearsalAnswer } from '../../../api/outreach/schema.ts';
import { api } from '../../app/index.ts';
import {
  Button,
  Card,
  DataTable,
  Expand,
  Link,
  Notice,
  Row,
  Soft,
  Stack,
  useFormats,
  type Column,
} from '../../ui/index.ts';
import { PATH, type Policy } from './model.ts';

type Rehearsal = z.output<typeof RehearsalAnswer>;
type Difference = Rehearsal['differences'][number];
type Fate = Difference['was'];

const OUTCOMES = [
  ...(['sent', 'moved', 'planned', 'blocked', 'expired'] as const),
  ...(['held_out', 'failed', 'cancelled'] as const),
];

/** What the last thirty days’ messages would have become under the rules on screen. */
export function RehearsalCard({ policy, changed }: { policy: Policy; changed: boolean }) {
  const { t } = useTranslation('rules');
  const asked = useMutation({
    mutationFn: (draft: Policy) => api.post<Rehearsal>(`${PATH}/rehearse`, { policy: draft }),
  });
  // What was tried before the last change of a field is no answer to what is on screen.
  const fresh = asked.variables === policy;
  const said = fresh ? asked.data : undefined;
  return (
    <Card
      title={t('rehearsal.title')}
      sentence={t('rehearsal.sentence')}
      actions={
        <Button busy={asked.isPending} onClick={() => asked.mutate(policy)}>
          {t(changed ? 'rehearsal.try' : 'rehearsal.look')}
        </Button>
      }
    >
      {fresh && asked.error && (
        <Notice tone="bad" alert>
          {asked.error.message}
        </Notice>
      )}
      {said && (said.touches === 0 ? <Soft>{t('rehearsal.none')}</Soft> : <Said of={said} />)}
    </Card>
  );
}

interface Line {
  key: string;
  name: string;
  inForce: number;
  drafted: number;
  detail?: boolean;
}

function Said({ of }: { of: Rehearsal }) {
  const { t } = useTranslation(['rules', 'messages']);
  const { count } = useFormats();
  const outcomes = OUTCOMES.map((key): Line => ({
    ...{ key, name: t(`rehearsal.outcome.${key}`) },
    ...{ inForce: of.in_force.outcomes[key] ?? 0, drafted: of.draft.outcomes[key] ?? 0 },
  }));
  const rules = Object.keys(of.draft.rules).flatMap((rule) =>
    (['stopped', 'moved'] as const).map((how): Line => ({
      key: `${rule} ${how}`,
      name: t(`rehearsal.${how}`, { rule: t(`messages:rule.${rule as 'caps'}`) }),
      inForce: of.in_force.rules[rule as 'caps']?.[how] ?? 0,
      drafted: of.draft.rules[rule as 'caps']?.[how] ?? 0,
    })),
  );
  const some = ({ inForce, drafted }: Line): boolean => inForce > 0 || drafted > 0;
  const columns: Column<Line>[] = [
    { key: 'name', title: t('rehearsal.what'), cell: ({ name }) => name },
    { key: 'now', title: t('rehearsal.now'), align: 'end', cell: ({ inForce }) => count(inForce) },
    {
      ...{ key: 'then', title: t('rehearsal.then'), align: 'end' as const },
      cell: ({ inForce, drafted }) =>
        inForce === drafted ? count(drafted) : <strong>{count(drafted)}</strong>,
    },
  ];
  return (
    <Stack>
      <p>
        {of.differing === 0
          ? t('rehearsal.same', { count: of.touches })
          : t('rehearsal.differ', { count: of.touches, differing: count(of.differing) })}
      </p>
      <DataTable
        label={t('rehearsal.title')}
        columns={columns}
        rows={outcomes.filter(some)}
        rowKey={({ key }) => key}
        bare
        dense
      />
      {rules.some(some) && (
        <Expand label={t('rehearsal.by_rule')}>
          <DataTable
            label={t('rehearsal.by_rule')}
            columns={columns}
            rows={rules.filter(some)}
            rowKey={({ key }) => key}
            bare
            dense
          />
        </Expand>
      )}
      <Differences of={of} />
      <Soft small>
        {t('rehearsal.cannot')}
        {of.erased > 0 && ` ${t('rehearsal.erased', { count: of.erased })}`}
        {of.rests_on.grades && ` ${t('rehearsal.grades')}`}
        {of.rests_on.budgets && ` ${t('rehearsal.budgets')}`}
      </Soft>
    </Stack>
  );
}

function Differences({ of }: { of: Rehearsal }) {
  const { t } = useTranslation('rules');
  const { time } = useFormats();
  if (of.differences.length === 0) return null;
  const words = ({ outcome, at, step }: Fate, zone: string | null): string =>
    [
      t(`rehearsal.outcome.${outcome}`),
      at !== null && ['moved', 'planned', 'sent'].includes(outcome) && time(at, zone ?? undefined),
      step?.text,
    ]
      .filter(Boolean)
      .join(' · ');
  const columns: Column<Difference>[] = [
    {
      ...{ key: 'touch', title: t('rehearsal.message') },
      cell: ({ touch }) => (
        <Link to="/messages/$id" params={{ id: touch.id }}>
          {[touch.customer_name, touch.template_name ?? touch.subject ?? touch.excerpt]
            .filter(Boolean)
            .join(' · ')}
        </Link>
      ),
    },
    {
      ...{ key: 'was', title: t('rehearsal.now'), words: true },
      cell: ({ touch, was }) => words(was, touch.zone),
    },
    {
      ...{ key: 'would', title: t('rehearsal.then'), words: true },
      cell: ({ touch, would }) => words(would, touch.zone),
    },
  ];
  return (
    <Expand label={t('rehearsal.which', { count: of.differences.length })}>
      <DataTable
        label={t('rehearsal.which', { count: of.differences.length })}
        columns={columns}
        rows={of.differences}
        rowKey={({ touch }) => touch.id}
        bare
        dense
      />
      {of.differing > of.differences.length && (
        <Row>
          <Soft small>{t('rehearsal.newest')}</Soft>
        </Row>
      )}
    </Expand>
  );
}
