import { useTranslation } from 'react-i18next';
import { useForm } from '../../app/index.ts';
import { Button, Choice, Dialog, Notice, SelectField, Stack, TextField } from '../../ui/index.ts';
import type { Kind, Said } from './line-rules.ts';

interface Values {
  by: 'sku' | 'title';
  sku: string;
  title: string;
  kind: string;
}

const START: Values = { by: 'title', sku: '', title: '', kind: 'shipping' };
const KINDS: Kind[] = ['shipping', 'fee', 'adjustment', 'goods'];

/** A rule that nobody suggested. */
export function LineRuleForm(props: {
  onSave: (said: Said) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['goods', 'settings']);
  const form = useForm(START, async ({ by, kind, ...words }) => {
    await props.onSave({ [by]: words[by], kind: kind as Kind });
    props.onClose();
  });
  const { by } = form.values;
  const ways = [
    { value: 'title' as const, label: t('by_title') },
    { value: 'sku' as const, label: t('by_sku') },
  ];
  return (
    <Dialog open title={t('add')} onClose={props.onClose}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <Choice
            {...{ label: t('by'), options: ways, value: by, wide: true }}
            onChange={(value) => form.set('by', value)}
          />
          {by === 'title' ? (
            <TextField
              label={t('title')}
              hint={t('title_hint')}
              required
              {...form.field('title')}
            />
          ) : (
            <TextField label={t('sku')} required {...form.field('sku')} />
          )}
          <SelectField
            label={t('counts_as')}
            options={KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
            {...form.field('kind')}
          />
          <div className="r-dialog-actions">
            <Button onClick={props.onClose}>{t('settings:cancel')}</Button>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('settings:save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}
