import { useTranslation } from 'react-i18next';
import { api } from '../../../app/index.ts';
import { Dialog, Stack } from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { Customer } from '../model.ts';
import { useCallName } from '../name.ts';
import { PickCustomer } from '../pick.tsx';

/** Joins another customer with this one; undone like any change. */
export function MergeDialog(props: { customer: Customer; onClose: () => void }) {
  const { customer, onClose } = props;
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const { run } = useEdit(customer.id);
  const join = async (other: string) => {
    await run({
      send: () => api.post<Changed>(`/v1/customers/${customer.id}/merge`, { customer_id: other }),
      said: t('merge.done'),
    });
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={t('merge.title', { name: callName(customer) })}>
      <Stack>
        <p>{t('merge.lead')}</p>
        <PickCustomer without={customer.id} onPick={({ id }) => said(join(id))} />
      </Stack>
    </Dialog>
  );
}
