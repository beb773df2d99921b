import { useTranslation } from 'react-i18next';
import { Card, Soft } from '../../ui/index.ts';
import type { TouchFully } from './model.ts';
import { draftOf, Paper, Previewed, TemplatePreview, useShopLanguage } from './preview.tsx';

/** What the buyer saw, or what they would see. */
export function Seen({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const { body } = touch;
  if (body)
    return (
      <Card title={t(touch.sent_at ? 'seen.title' : 'seen.made')}>
        <Paper written={body} to={body.address} />
      </Card>
    );
  return (
    <Card title={t('seen.ahead')} sentence={t('seen.ahead_text')}>
      <Ahead touch={touch} />
    </Card>
  );
}

function Ahead({ touch }: { touch: TouchFully }) {
  const { t } = useTranslation('messages');
  const language = useShopLanguage();
  const { content, template_id: template, customer_id: customer } = touch;
  if (content && language)
    return <Previewed draft={draftOf(touch, content, language)} customer={customer} />;
  if (template) return <TemplatePreview id={template} class={touch.class} customer={customer} />;
  return content ? null : <Soft>{t('seen.none')}</Soft>;
}
