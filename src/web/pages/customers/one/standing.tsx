import { useTranslation } from 'react-i18next';
import { RFM_NAMES } from '../../../../kernel/rfm-names.ts';
import {
  Badge,
  Card,
  Day,
  Facts,
  Figure,
  Grid,
  Soft,
  Stack,
  useFormats,
} from '../../../ui/index.ts';
import type { Customer } from '../model.ts';
import { STAGE_TONES, Stages } from './stages.tsx';
import { daysAhead, useTraits, type Traits } from './traits.ts';

/** Where they stand: stage, when the next order is due, what they like, what is to be expected. */
export function Standing({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { data: traits } = useTraits(customer);
  // Nobody who never bought has a rhythm; while it is not known, the page does without.
  if (!traits || traits.lifecycle_stage === 'prospect') return null;
  return (
    <Card title={t('standing.title')}>
      <Stack gap={3}>
        <Grid min={180} gap={3}>
          <Stage traits={traits} />
          <Next traits={traits} />
          <Value traits={traits} />
          <Orders traits={traits} />
        </Grid>
        <Known traits={traits} />
        <Stages customer={customer} />
      </Stack>
    </Card>
  );
}

function Stage({ traits }: { traits: Traits }) {
  const { t } = useTranslation('customers');
  const { lifecycle_stage: stage, value_grade: grade } = traits;
  return (
    <Figure
      size="small"
      label={t('standing.stage_label')}
      value={<Badge tone={STAGE_TONES[stage]}>{t(`standing.stage.${stage}`)}</Badge>}
      sentence={grade !== null && t(`standing.grade.${grade}`)}
    />
  );
}

function Next({ traits }: { traits: Traits }) {
  const { t } = useTranslation('customers');
  const format = useFormats();
  const ahead = daysAhead(traits);
  const { cycle_days: cycle, cycle_source: source } = traits;
  if (ahead === undefined || cycle === null) return null;
  const count = Math.abs(ahead);
  return (
    <Figure
      size="small"
      label={t('standing.next')}
      value={<Day value={traits.expected_next_order_date} />}
      sentence={[
        ahead >= 0 ? t('standing.ahead', { count }) : t('standing.overdue', { count }),
        source && t(`standing.by.${source}`, { days: format.count(cycle) }),
      ]
        .filter(Boolean)
        .join(' ')}
    />
  );
}

/** With its interval, or why there is none. */
function Value({ traits }: { traits: Traits }) {
  const { t } = useTranslation('customers');
  const { money } = useFormats();
  const { currency, expected_value_12m: value, forecast } = traits;
  const { expected_value_12m_low: low, expected_value_12m_high: high } = traits;
  const label = t('standing.value');
  if (value === null || currency === null)
    return <Figure size="small" label={label} value="–" sentence={forecast.value_unknown?.text} />;
  const tight = (minor: number) => money(Math.round(minor), currency, { tight: true });
  const known = low !== null && high !== null;
  return (
    <Figure
      size="small"
      label={label}
      definition="expected_12m"
      value={tight(value)}
      sentence={known && t('standing.value_between', { low: tight(low), high: tight(high) })}
    />
  );
}

function Orders({ traits }: { traits: Traits }) {
  const { t } = useTranslation('customers');
  const { count, day } = useFormats();
  const { expected_orders_12m: orders, forecast } = traits;
  const { expected_orders_12m_low: low, expected_orders_12m_high: high } = traits;
  if (orders === null || low === null || high === null) return null;
  return (
    <Figure
      size="small"
      label={t('standing.orders')}
      value={count(orders, 1)}
      sentence={[
        t('standing.orders_between', { low, high }),
        forecast.learnt_as_of && t('standing.learnt', { day: day(forecast.learnt_as_of) }),
      ]
        .filter(Boolean)
        .join(' ')}
    />
  );
}

/** Nobody is there for certain: 99.8 % is not written as 100 %. */
function surely(chance: number): 'over' | 'under' | 'about' {
  if (chance > 0.99) return 'over';
  return chance < 0.01 ? 'under' : 'about';
}

function Known({ traits }: { traits: Traits }) {
  const { t, i18n } = useTranslation('customers');
  const { share } = useFormats();
  const { rfm_group: group, favourite_category: category, favourite_product: product } = traits;
  const scores = { r: traits.r_score, f: traits.f_score, m: traits.m_score };
  const liked = [product, category && t('standing.in_category', { category })].filter(Boolean);
  const alive =
    traits.p_alive === null
      ? traits.forecast.alive_unknown?.text
      : t(`standing.alive_${surely(traits.p_alive)}`, { share: share(traits.p_alive, 0) });
  const facts = [
    ...(group === null
      ? []
      : [
          [
            t('standing.group_label'),
            `${RFM_NAMES[group]?.[i18n.language === 'zh' ? 1 : 0]} · ${t('standing.scores', scores)}`,
          ] as const,
        ]),
    ...(liked.length === 0 ? [] : [[t('standing.favourite'), liked.join(' · ')] as const]),
    ...(alive === undefined ? [] : [[t('standing.alive'), alive] as const]),
    ...(traits.loss_reason === null
      ? []
      : [[t('standing.loss'), <Loss key="loss" traits={traits} />] as const]),
  ];
  return <Facts of={facts} />;
}

function Loss({ traits }: { traits: Traits }) {
  const { t } = useTranslation('customers');
  return (
    <Stack gap={0}>
      <span>{t(`standing.reason.${traits.loss_reason}`)}</span>
      {(traits.loss_evidence ?? []).map(({ code, text }) => (
        <Soft key={code} small>
          {text}
        </Soft>
      ))}
    </Stack>
  );
}
