import { IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../../app/index.ts';
import {
  Button,
  Card,
  Day,
  ErrorState,
  Loading,
  Row,
  Soft,
  Stack,
  Timeline as Line,
  type TimelineEntry,
} from '../../../ui/index.ts';
import type { Customer, TimelineItem } from '../model.ts';
import { useEntry } from './entries.tsx';
import { fold } from './fold.ts';
import { daysAhead, useTraits } from './traits.ts';

/** Everything that happened with this customer, the latest first. */
export function Timeline({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const list = usePages<TimelineItem>(`/v1/customers/${customer.id}/timeline`, { limit: 40 });
  const draw = useEntry(customer);
  const next = useNext(customer);
  const entries = fold(list.rows)
    .map(draw)
    .filter((entry) => entry !== undefined);
  return (
    <Card title={t('timeline.title')}>
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <Soft>{t('timeline.empty')}</Soft>}
      <Stack>
        <Line label={t('timeline.title')} entries={[...next, ...entries]} />
        {list.more.has && (
          <Row>
            <Button busy={list.more.loading} onClick={list.more.load}>
              {t('timeline.more')}
            </Button>
          </Row>
        )}
      </Stack>
    </Card>
  );
}

/** What is expected stands above what has happened. */
function useNext(customer: Customer): TimelineEntry[] {
  const { t } = useTranslation('customers');
  const { data: traits } = useTraits(customer);
  const day = traits?.expected_next_order_date;
  const ahead = traits && daysAhead(traits);
  if (!day || ahead === undefined) return [];
  const count = Math.abs(ahead);
  return [
    {
      ...{ key: 'expected', title: t('standing.expected'), when: <Day value={day} /> },
      icon: <IconHourglass size={18} />,
      tone: ahead >= 0 ? 'accent' : 'warn',
      body: (
        <Soft small>
          {ahead >= 0 ? t('standing.ahead', { count }) : t('standing.overdue', { count })}
        </Soft>
      ),
    },
  ];
}
