import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGet, useMay } from '../../../app/index.ts';
import {
  Button,
  Card,
  ErrorState,
  Expand,
  Link,
  Loading,
  Row,
  Soft,
  Stack,
} from '../../../ui/index.ts';
import type { Touch } from '../../messages/model.ts';
import { Reason, State } from '../../messages/state.tsx';
import { momentOf, useTouchWords } from '../../messages/words.ts';
import { WriteDialog } from '../../messages/write.tsx';
import type { Customer } from '../model.ts';
import { useCallName } from '../name.ts';

const LATEST = 3;

/** Why they did or did not get a message, and a way to write one. */
export function Messages({ customer }: { customer: Customer }) {
  const { t } = useTranslation('messages');
  const callName = useCallName();
  const may = useMay('touches.write') && !customer.erased_at;
  const [writing, setWriting] = useState(false);
  const list = useGet<{ data: Touch[] }>(`/v1/customers/${customer.id}/touches`);
  const touches = list.data?.data ?? [];
  const earlier = touches.slice(LATEST);
  return (
    <Card
      title={t('title')}
      actions={
        may && (
          <Button size="small" onClick={() => setWriting(true)}>
            {t('write.open')}
          </Button>
        )
      }
    >
      {list.isPending && <Loading lines={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && touches.length === 0 && <Soft>{t('theirs.none')}</Soft>}
      <Stack>
        {touches.slice(0, LATEST).map((touch) => (
          <Line key={touch.id} touch={touch} />
        ))}
        {earlier.length > 0 && (
          <Expand label={t('theirs.earlier', { count: earlier.length })}>
            <Stack>
              {earlier.map((touch) => (
                <Line key={touch.id} touch={touch} />
              ))}
            </Stack>
          </Expand>
        )}
      </Stack>
      {writing && (
        <WriteDialog
          customer={customer}
          name={callName(customer)}
          onClose={() => setWriting(false)}
        />
      )}
    </Card>
  );
}

function Line({ touch }: { touch: Touch }) {
  const { t } = useTranslation('messages');
  const { called, moment } = useTouchWords();
  const { word, at, zone } = momentOf(touch);
  return (
    <Stack gap={0}>
      <Row gap={1} spread align="baseline">
        <Link to="/messages/$id" params={{ id: touch.id }}>
          {called(touch)}
        </Link>
        <State touch={touch} />
      </Row>
      <Soft small>
        {t(`kind.${touch.kind}`)} · {t(`one.${word}`, { moment: moment(at, zone) })}
      </Soft>
      <span>
        <Reason touch={touch} />
      </span>
    </Stack>
  );
}
