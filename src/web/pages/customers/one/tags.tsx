import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useMay } from '../../../app/index.ts';
import { Button, Card, Grow, Row, Stack, Tag, TextField } from '../../../ui/index.ts';
import { said, useEdit, type Changed } from '../edit.ts';
import type { Customer } from '../model.ts';

export function Tags({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const may = useMay('customers.edit') && !customer.erased_at;
  const { run } = useEdit(customer.id);
  const path = `/v1/customers/${customer.id}/tags`;
  const remove = (tag: string) =>
    said(
      run({
        send: () => api.delete<Changed>(`${path}/${encodeURIComponent(tag)}`),
        said: t('tags.removed', { name: tag }),
      }),
    );
  if (!may && customer.tags.length === 0) return null;
  return (
    <Card title={t('tags.title')}>
      <Stack>
        {customer.tags.length > 0 && (
          <Row gap={1}>
            {customer.tags.map(({ tag }) => (
              <Tag key={tag} onRemove={may ? () => remove(tag) : undefined}>
                {tag}
              </Tag>
            ))}
          </Row>
        )}
        {may && <AddTag customer={customer} />}
      </Stack>
    </Card>
  );
}

function AddTag({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { run, busy } = useEdit(customer.id);
  const [tag, setTag] = useState('');
  const add = async () => {
    if (!tag.trim()) return;
    await run({
      send: () => api.post<Changed>(`/v1/customers/${customer.id}/tags`, { tag }),
      said: t('tags.added', { name: tag.trim() }),
    });
    setTag('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        said(add());
      }}
    >
      <Row gap={1} align="end">
        <Grow>
          <TextField label={t('tags.add')} value={tag} onChange={setTag} />
        </Grow>
        <Button type="submit" busy={busy}>
          {t('page.add')}
        </Button>
      </Row>
    </form>
  );
}
