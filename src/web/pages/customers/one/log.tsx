import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useForm } from '../../../app/index.ts';
import { Button, Card, Choice, Notice, Row, Stack, TextAreaField } from '../../../ui/index.ts';
import { useEdit } from '../edit.ts';
import type { Customer } from '../model.ts';

type Kind = 'note' | 'call' | 'chat' | 'complaint';
const KINDS: Kind[] = ['call', 'chat', 'complaint', 'note'];
const EMPTY = { kind: 'call' as Kind, direction: 'in' as 'in' | 'out', text: '' };

/** What was just said, before it is forgotten. */
export function Log({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Row>
        <Button wide onClick={() => setOpen(true)}>
          {t('log.title')}
        </Button>
      </Row>
    );
  return <LogForm customer={customer} onDone={() => setOpen(false)} />;
}

function LogForm(props: { customer: Customer; onDone: () => void }) {
  const { customer, onDone } = props;
  const { t } = useTranslation('customers');
  const { run } = useEdit(customer.id, { quiet: true });
  const form = useForm(EMPTY, async ({ kind, direction, text }) => {
    if (!text.trim()) throw new Error(t('log.needed'));
    const told = { kind, text, ...(kind !== 'note' && { direction }) };
    await run({
      send: () => api.post<undefined>(`/v1/customers/${customer.id}/conversations`, told),
      said: t('log.saved'),
    });
    onDone();
  });
  const { kind, direction } = form.values;
  return (
    <Card title={t('log.title')}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          <Choice
            label={t('log.kind')}
            wide
            value={kind}
            onChange={(value) => form.set('kind', value)}
            options={KINDS.map((value) => ({ value, label: t(`log.kinds.${value}`) }))}
          />
          {kind !== 'note' && (
            <Choice
              label={t('log.direction')}
              wide
              value={direction}
              onChange={(value) => form.set('direction', value)}
              options={[
                { value: 'in', label: t('log.in') },
                { value: 'out', label: t('log.out') },
              ]}
            />
          )}
          <TextAreaField label={t('log.text')} {...form.field('text')} />
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <Row gap={1}>
            <Button kind="primary" type="submit" busy={form.busy}>
              {t('log.save')}
            </Button>
            <Button kind="quiet" onClick={onDone}>
              {t('page.cancel')}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}
