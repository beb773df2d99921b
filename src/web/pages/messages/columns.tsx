import { useTranslation } from 'react-i18next';
import { Link, OneLine, Row, Soft, Stack, type Column } from '../../ui/index.ts';
import { Actions } from './actions.tsx';
import type { Touch } from './model.ts';
import { Reason, State } from './state.tsx';
import { When } from './when.tsx';
import { useTouchWords } from './words.ts';

export function useColumns(): Column<Touch>[] {
  const { t } = useTranslation('messages');
  return [
    {
      ...{ key: 'what', title: t('column.what') },
      cell: (touch) => <What touch={touch} />,
    },
    {
      ...{ key: 'customer', title: t('column.customer') },
      cell: ({ customer_id: id, customer_name: name }) => (
        <Link to="/customers/$id" params={{ id }}>
          {name ?? t('nameless')}
        </Link>
      ),
    },
    { key: 'when', title: t('column.when'), line: true, cell: (touch) => <When touch={touch} /> },
    {
      ...{ key: 'state', title: t('column.state') },
      cell: (touch) => (
        <Stack gap={0.5}>
          <Row>
            <State touch={touch} />
          </Row>
          <Actions touch={touch} small />
        </Stack>
      ),
    },
    {
      ...{ key: 'reason', title: t('column.reason'), words: true },
      cell: (touch) => <Reason touch={touch} />,
    },
  ];
}

function What({ touch }: { touch: Touch }) {
  const { t } = useTranslation('messages');
  const { called, source } = useTouchWords();
  const under = [t(`kind.${touch.kind}`), t(`class.${touch.class}`), source(touch.source)];
  return (
    <Stack gap={0}>
      <Link to="/messages/$id" params={{ id: touch.id }}>
        <OneLine>{called(touch)}</OneLine>
      </Link>
      <Soft small>{under.join(' · ')}</Soft>
    </Stack>
  );
}
