import { useTranslation } from 'react-i18next';
import { Expand, Row, Soft, Stack, Time } from '../../../ui/index.ts';
import type { TimelineItem } from '../model.ts';
import type { Entry } from './fold.ts';

/** Where it went, folded away: it matters when something went wrong. */
export function ParcelBody({ entry }: { entry: Entry }) {
  const { t } = useTranslation('customers');
  const { steps, item } = entry;
  return (
    <Stack gap={0}>
      {item.order_number && <Soft small>{t('timeline.order', { number: item.order_number })}</Soft>}
      {steps.length > 1 && (
        <Expand label={t('timeline.steps', { count: steps.length })}>
          <ul>
            {steps.map((step) => (
              <li key={`${step.type}${step.id}`}>
                <Row gap={1} align="baseline">
                  <Soft small>
                    <Time value={step.at} />
                  </Soft>
                  <Step step={step} />
                </Row>
              </li>
            ))}
          </ul>
        </Expand>
      )}
    </Stack>
  );
}

function Step({ step }: { step: TimelineItem }) {
  const { t } = useTranslation('customers');
  if (step.type === 'parcel.shipped') return <span>{t('timeline.parcel_state.shipped')}</span>;
  if (step.type === 'parcel.delivered') return <span>{t('timeline.parcel_state.delivered')}</span>;
  const { status, text } = step.data as { status?: string; text?: string };
  return <span>{[status, text].filter(Boolean).join(' · ')}</span>;
}
