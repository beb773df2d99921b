import { useTranslation } from 'react-i18next';
import { useForm } from '../../app/index.ts';
import {
  Button,
  CheckboxField,
  Dialog,
  Notice,
  Row,
  Soft,
  Stack,
  TextAreaField,
} from '../../ui/index.ts';
import type { MannerRule } from './model.ts';

const PLATFORMS = [
  ...(['taobao', 'tmall', 'jd', 'pinduoduo', 'douyin'] as const),
  ...(['shopify', 'woocommerce', 'other'] as const),
];

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** One rule: its sentence in both languages, where it holds, and the words it is found by. */
export function MannerForm(props: {
  rule: MannerRule | undefined;
  onSave: (rule: MannerRule) => Promise<void>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['templates', 'shell', 'settings']);
  const { rule } = props;
  const start = {
    ...{ zh: rule?.zh ?? '', en: rule?.en ?? '', words: rule?.words.join('\n') ?? '' },
    platforms: rule?.platforms ?? [],
  };
  const form = useForm(start, async ({ zh, en, words, platforms }) => {
    // Whoever writes one language has said it; the other side reads the same until it is translated.
    const sentences = { zh: zh.trim() || en.trim(), en: en.trim() || zh.trim() };
    const key = rule?.key ?? `own_${Date.now().toString(36)}`;
    await props.onSave({ key, ...sentences, platforms, words: linesOf(words) });
    props.onClose();
  });
  const { platforms } = form.values;
  return (
    <Dialog open title={t(rule ? 'manners.edit_title' : 'manners.add')} onClose={props.onClose}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <TextAreaField label={t('manners.zh')} rows={2} {...form.field('zh')} />
          <TextAreaField label={t('manners.en')} rows={2} {...form.field('en')} />
          <fieldset className="r-fieldset">
            <legend>{t('manners.where')}</legend>
            <Row gap={2}>
              {PLATFORMS.map((one) => (
                <CheckboxField
                  key={one}
                  label={t(`shell:platforms.${one}`)}
                  value={platforms.includes(one)}
                  onChange={(on) =>
                    form.set(
                      'platforms',
                      on ? [...platforms, one] : platforms.filter((p) => p !== one),
                    )
                  }
                />
              ))}
            </Row>
            <Soft small>{t('manners.where_hint')}</Soft>
          </fieldset>
          <TextAreaField
            label={t('manners.words')}
            hint={t('manners.words_hint')}
            rows={5}
            {...form.field('words')}
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
