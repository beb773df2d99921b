import { useTranslation } from 'react-i18next';
import { useGet } from '../../../app/index.ts';
import { Band, Stack, useFormats, type Tone } from '../../../ui/index.ts';
import type { Customer } from '../model.ts';

export const STAGE_TONES: Record<string, Tone> = {
  ...{ honeymoon: 'accent', new: 'accent', active: 'good', loyal: 'good' },
  ...{ at_risk: 'warn', dormant: 'bad', lost: 'plain' },
};

interface Stages {
  as_of: string;
  stages: { day: string; stage: string }[];
}

const daysBetween = (from: string, to: string): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** How they came to stand where they stand. Asked for apart: the page does not wait for it. */
export function Stages({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormats();
  const { data } = useGet<Stages>(`/v1/customers/${customer.id}/stages`);
  // One stage from the start is what stands above already.
  if (!data || data.stages.length < 2) return null;
  const stretches = data.stages.map(({ day, stage }, n) => ({
    ...{ key: day, tone: STAGE_TONES[stage], name: t(`standing.stage.${stage}`) },
    when: t('standing.since', { day: format.day(day) }),
    days: Math.max(1, daysBetween(day, data.stages[n + 1]?.day ?? data.as_of)),
  }));
  return (
    <Stack gap={1}>
      <h3>{t('standing.history')}</h3>
      <Band label={t('standing.history')} stretches={stretches} />
    </Stack>
  );
}
