import { useTranslation } from 'react-i18next';
import { usePages } from '../../../app/index.ts';
import {
  Button,
  Card,
  ErrorState,
  Loading,
  Row,
  Soft,
  Stack,
  Timeline as Line,
} from '../../../ui/index.ts';
import type { Customer, TimelineItem } from '../model.ts';
import { useEntry } from './entries.tsx';
import { fold } from './fold.ts';

/** Everything that happened with this customer, the latest first. */
export function Timeline({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const list = usePages<TimelineItem>(`/v1/customers/${customer.id}/timeline`, { limit: 40 });
  const draw = useEntry(customer);
  const entries = fold(list.rows)
    .map(draw)
    .filter((entry) => entry !== undefined);
  return (
    <Card title={t('timeline.title')}>
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && entries.length === 0 && <Soft>{t('timeline.empty')}</Soft>}
      <Stack>
        <Line label={t('timeline.title')} entries={entries} />
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
