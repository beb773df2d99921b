import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useSend } from '../../../app/index.ts';
import { Button, Dialog, Stack, TextField, toast } from '../../../ui/index.ts';
import { TOUCHED } from '../edit.ts';
import type { Customer } from '../model.ts';
import { useCallName } from '../name.ts';

/** The one thing here that cannot be taken back, and so the one that asks for a typed word. */
export function EraseDialog(props: { customer: Customer; onClose: () => void }) {
  const { customer, onClose } = props;
  const { t } = useTranslation('customers');
  const callName = useCallName();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const word = t('erase.word');
  // Inside: what comes after is not waited for by a dialog that goes away with the erased customer's page.
  const erase = useSend(
    async () => {
      await api.post(`/v1/customers/${customer.id}/erase`);
      toast({ message: t('erase.done') });
      await navigate({ to: '/customers' });
    },
    { touches: TOUCHED },
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('erase.title', { name: callName(customer) })}
      actions={
        <>
          <Button onClick={onClose}>{t('page.cancel')}</Button>
          <Button
            kind="danger"
            disabled={typed.trim().toLowerCase() !== word}
            busy={erase.isPending}
            onClick={() => erase.mutate(undefined)}
          >
            {t('erase.button')}
          </Button>
        </>
      }
    >
      <Stack>
        <p>{t('erase.lead')}</p>
        <TextField label={t('erase.type', { word })} value={typed} onChange={setTyped} />
      </Stack>
    </Dialog>
  );
}
