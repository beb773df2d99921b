import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PreviewAnswer } from '../../../api/templates/schema.ts';
import { useGet } from '../../app/index.ts';
import {
  Choice,
  Facts,
  Loading,
  MailFrame,
  Notice,
  Quote,
  Row,
  Soft,
  Stack,
  useFormats,
} from '../../ui/index.ts';
import { useAsk } from '../segments/ask.ts';
import type { Class, Kind } from './model.ts';

type Preview = z.output<typeof PreviewAnswer>;

interface Written {
  subject: string | null;
  text: string;
  html: string | null;
}

/** A text as its reader has it: a mail on its own paper, anything else as it stands. */
export function Paper({ written, to }: { written: Written; to?: string | null }) {
  const { t } = useTranslation('messages');
  const [as, setAs] = useState<'mail' | 'dark' | 'text'>('mail');
  const { subject, text, html } = written;
  const heads = [
    ...(to ? [[t('seen.to'), to] as const] : []),
    ...(subject ? [[t('seen.subject'), subject] as const] : []),
  ];
  return (
    <Stack gap={1}>
      {heads.length > 0 && <Facts of={heads} />}
      {html && (
        <Row>
          <Choice
            label={t('seen.as')}
            value={as}
            onChange={setAs}
            options={(['mail', 'dark', 'text'] as const).map((value) => ({
              value,
              label: t(`seen.${value}`),
            }))}
          />
        </Row>
      )}
      {html && as !== 'text' ? (
        <MailFrame title={t('seen.frame')} html={html} dark={as === 'dark'} />
      ) : (
        <Quote>{text}</Quote>
      )}
    </Stack>
  );
}

export interface Drafted {
  kind: Kind;
  class: Class;
  params?: unknown;
  variants: Record<string, unknown>;
}

/** In which language a shop writes what nobody said the language of. */
export function useShopLanguage(): string | undefined {
  const { language } = useFormats();
  const { data, isError } = useGet<{ shops: { language: string }[] }>('/v1/senders');
  return data?.shops[0]?.language ?? (data || isError ? language : undefined);
}

/** Written by hand: a template that nobody saved, as the road will make of it. */
export function draftOf(
  touch: { kind: Kind; class: Class },
  content: { subject: string | null; body: string },
  language: string,
): Drafted {
  const { subject, body } = content;
  const mail = { subject: subject || '–', blocks: [{ type: 'text', text: body }] };
  const variant = touch.kind === 'email' ? mail : { body };
  return { kind: touch.kind, class: touch.class, variants: { [language]: variant } };
}

/** What it is paid as; prices are a matter of templates, which go to many. */
function SmsSize({ sms }: { sms: NonNullable<Preview['sms']> }) {
  const { t } = useTranslation('templates');
  const { segments, units, left, odd, encoding } = sms;
  return (
    <Soft small>
      {t('sms.segments', { count: segments })} · {t(`sms.${encoding}`, { units, left })}{' '}
      {odd.length > 0 && t('sms.odd', { letters: odd.join(' ') })}
    </Soft>
  );
}

/** What this customer would read. */
export function Previewed(props: { draft: Drafted | undefined; customer: string }) {
  const { draft, customer } = props;
  const { data, error } = useAsk<Preview>('/v1/templates/preview', draft && { ...draft, customer });
  if (!draft) return null;
  if (error) return <Notice tone="warn">{error.message}</Notice>;
  if (!data) return <Loading lines={3} />;
  const { sms } = data;
  return (
    <Stack gap={1}>
      <Paper written={data} />
      {sms && <SmsSize sms={sms} />}
    </Stack>
  );
}

/** The template it goes by, filled in for this customer. */
export function TemplatePreview(props: { id: string; class: Class; customer: string }) {
  const { data: template, error } = useGet<Drafted>(`/v1/templates/${props.id}`);
  if (error) return <Notice tone="warn">{error.message}</Notice>;
  if (!template) return <Loading lines={3} />;
  const { kind, params, variants } = template;
  return (
    <Previewed draft={{ kind, class: props.class, params, variants }} customer={props.customer} />
  );
}
