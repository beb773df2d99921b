import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../app/index.ts';
import {
  Button,
  EmptyState,
  ErrorState,
  Loading,
  Page as Frame,
  PageHeader,
  Row,
  Stack,
} from '../../ui/index.ts';
import type { Suggestion } from './model.ts';
import { Sections } from './sections.tsx';
import { SuggestionCard } from './suggestion.tsx';

/** Pairs that look like one person, and orders that look like somebody's. */
export function Page() {
  const { t } = useTranslation('customers');
  const list = usePages<Suggestion>('/v1/suggestions', { limit: 20 });
  const none = list.isSuccess && list.rows.length === 0;
  return (
    <Frame title={t('tabs.same')} width="wide">
      <PageHeader title={t('tabs.same')} sentence={t('same.lead')} />
      <Sections />
      {list.isPending && <Loading lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {none && (
        <EmptyState title={t('same.empty.title')} icon={<IconUsers size={28} />}>
          {t('same.empty.text')}
        </EmptyState>
      )}
      <Stack>
        {list.rows.map((suggestion) => (
          <SuggestionCard key={suggestion.id} suggestion={suggestion} />
        ))}
        {list.more.has && (
          <Row>
            <Button busy={list.more.loading} onClick={list.more.load}>
              {t('more')}
            </Button>
          </Row>
        )}
      </Stack>
    </Frame>
  );
}
