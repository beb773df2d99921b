import { useTranslation } from 'react-i18next';
import { api, useMay, useSend } from '../../../app/index.ts';
import { Button, Row } from '../../../ui/index.ts';
import { TOUCHED } from '../edit.ts';

/** A complaint is open until somebody says it is settled; that can be taken back. */
export function Settle(props: { customer: string; id: string; settled: boolean }) {
  const { customer, id, settled } = props;
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit');
  const send = useSend(
    (resolved: boolean) => api.patch(`/v1/customers/${customer}/conversations/${id}`, { resolved }),
    { touches: TOUCHED },
  );
  if (!may) return null;
  return (
    <Row>
      <Button kind="quiet" size="small" busy={send.isPending} onClick={() => send.mutate(!settled)}>
        {settled ? t('timeline.reopen') : t('timeline.settle_do')}
      </Button>
    </Row>
  );
}
