import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMay } from '../../../app/index.ts';
import { Button, Card, Lines, Row, Soft, Stack, TextAreaField } from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { Customer } from '../model.ts';

/** What colleagues should know, in a few lines. */
export function Note({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit') && !customer.erased_at;
  const [draft, setDraft] = useState<string>();
  const { run, busy } = useEdit(customer.id);
  const save = async () => {
    await run({
      send: () => api.patch<Changed>(`/v1/customers/${customer.id}`, { note: draft || null }),
      said: t('page.saved'),
    });
    setDraft(undefined);
  };
  if (draft !== undefined)
    return (
      <Card title={t('note.title')}>
        <Stack>
          <TextAreaField label={t('note.placeholder')} value={draft} rows={4} onChange={setDraft} />
          <Row gap={1}>
            <Button kind="primary" busy={busy} onClick={() => said(save())}>
              {t('page.save')}
            </Button>
            <Button kind="quiet" onClick={() => setDraft(undefined)}>
              {t('page.cancel')}
            </Button>
          </Row>
        </Stack>
      </Card>
    );
  if (!may && !customer.note) return null;
  return (
    <Card
      title={t('note.title')}
      actions={
        may && (
          <Button kind="quiet" size="small" onClick={() => setDraft(customer.note ?? '')}>
            {customer.note ? t('note.edit') : t('note.add')}
          </Button>
        )
      }
    >
      {customer.note ? <Lines>{customer.note}</Lines> : <Soft>{t('page.nothing')}</Soft>}
    </Card>
  );
}
