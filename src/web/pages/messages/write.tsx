import { useTranslation } from 'react-i18next';
import { TOUCH_CLASSES } from '../../../outreach/channels/schema.ts';
import { api, useForm, useGet, useRefresh, type List, useLater } from '../../app/index.ts';
import {
  Button,
  Choice,
  Dialog,
  Notice,
  OptionList,
  SelectField,
  Soft,
  Stack,
  TextAreaField,
  TextField,
  toast,
} from '../../ui/index.ts';
import { useAct } from './act.ts';
import { DryRun, useDryRun, wouldGo } from './dry-run.tsx';
import type { Class, Kind, TouchFully } from './model.ts';
import { draftOf, Previewed, TemplatePreview, useShopLanguage } from './preview.tsx';
import { useTouchWords } from './words.ts';

/** What a person writes to one customer; robots and webhooks are for programmes. */
const KINDS: Kind[] = ['sms', 'email', 'wecom', 'platform', 'post'];

/** Long enough to read what one did and take it back. */
const HOLD_SECONDS = 20;

interface Listed {
  id: string;
  name: string;
  kind: Kind;
  class: Class;
}

interface Values {
  kind: Kind;
  class: Class;
  by: 'own' | 'template';
  subject: string;
  body: string;
  template: string;
}

/** Undefined: nothing to ask about yet. */
function asked(values: Values): object | undefined {
  const { kind, by, template } = values;
  const subject = kind === 'email' ? values.subject.trim() || null : null;
  const body = values.body.trim();
  const what =
    by === 'template'
      ? template && { template_id: template }
      : body && { content: { subject, body } };
  return what ? { kind, class: values.class, hold_seconds: HOLD_SECONDS, ...what } : undefined;
}

export interface Addressee {
  id: string;
  phone: string | null;
  email: string | null;
}

const firstKind = ({ phone, email }: Addressee): Kind =>
  phone ? 'sms' : email ? 'email' : 'platform';

/** Writing to one customer by hand: whether and when it would go is said while one writes. */
export function WriteDialog(props: { customer: Addressee; name: string; onClose: () => void }) {
  const { customer, name, onClose } = props;
  const { t } = useTranslation('messages');
  const { moment } = useTouchWords();
  const refresh = useRefresh();
  const { run } = useAct(customer.id);
  const path = `/v1/customers/${customer.id}/touches`;
  const first: Values = {
    ...{ kind: firstKind(customer), class: 'care', by: 'own' },
    ...{ subject: '', body: '', template: '' },
  };
  const form = useForm(first, async (values) => {
    const touch = await api.post<TouchFully>(path, asked(values));
    await refresh('/v1/touches', `/v1/customers/${customer.id}`);
    onClose();
    toast({
      message: touch.planned_at
        ? t('write.planned', { moment: moment(touch.planned_at, touch.zone) })
        : t('write.stopped', { reason: touch.reason?.text }),
      ...(touch.planned_at && { onUndo: () => run({ touch, act: 'cancel' }) }),
    });
  });
  const { values } = form;
  const dry = useDryRun(path, useLater(asked(values), 400));
  return (
    <Dialog
      open
      size="large"
      onClose={onClose}
      title={t('write.title', { name })}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {t('write.close')}
          </Button>
          <Button
            kind="primary"
            type="submit"
            busy={form.busy}
            disabled={!asked(values) || !wouldGo(dry.data)}
            onClick={() => form.onSubmit({ preventDefault: () => undefined })}
          >
            {t('write.send')}
          </Button>
        </>
      }
    >
      <form onSubmit={form.onSubmit} noValidate>
        <Stack>
          <Text form={form} />
          <DryRun asked={dry} />
          <Look customer={customer.id} values={values} />
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
        </Stack>
      </form>
    </Dialog>
  );
}

type Form = ReturnType<typeof useForm<Values>>;

function Text({ form }: { form: Form }) {
  const { t } = useTranslation('messages');
  const { values, set, field } = form;
  return (
    <>
      <SelectField
        label={t('write.kind')}
        {...field('kind')}
        onChange={(kind) => {
          set('kind', kind as Kind);
          set('template', '');
        }}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <OptionList
        label={t('write.class')}
        value={values.class}
        onChange={(value) => set('class', value)}
        options={TOUCH_CLASSES.map((value) => ({
          ...{ value, label: t(`class.${value}`), hint: t(`class_hint.${value}`) },
        }))}
      />
      <Choice
        label={t('write.by')}
        value={values.by}
        onChange={(value) => set('by', value)}
        options={[
          { value: 'own', label: t('write.own') },
          { value: 'template', label: t('write.template') },
        ]}
      />
      {values.by === 'template' ? (
        <PickTemplate form={form} />
      ) : (
        <>
          {values.kind === 'email' && (
            <TextField label={t('write.subject')} {...field('subject')} />
          )}
          <TextAreaField label={t('write.body')} rows={4} {...field('body')} />
        </>
      )}
    </>
  );
}

/** A template knows what it is: choosing one chooses the class. */
function PickTemplate({ form }: { form: Form }) {
  const { t } = useTranslation('messages');
  const { values, set, field } = form;
  const { data } = useGet<List<Listed>>('/v1/templates');
  const fit = (data?.data ?? []).filter(({ kind }) => kind === values.kind);
  if (data && fit.length === 0)
    return <Soft>{t('write.no_template', { kind: t(`kind.${values.kind}`) })}</Soft>;
  const choose = (id: string) => {
    set('template', id);
    const chosen = fit.find((one) => one.id === id);
    if (chosen) set('class', chosen.class);
  };
  return (
    <SelectField
      label={t('write.which')}
      {...field('template')}
      onChange={choose}
      options={[
        { value: '', label: t('write.choose') },
        ...fit.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

/** How they would read it. */
function Look({ customer, values }: { customer: string; values: Values }) {
  const { t } = useTranslation('messages');
  const language = useShopLanguage();
  const rested = useLater(values, 400);
  const { by, template, subject, body } = rested;
  const isEmpty = by === 'template' ? !template : !body.trim();
  if (isEmpty || !language) return null;
  const look =
    by === 'template' ? (
      <TemplatePreview id={template} class={rested.class} customer={customer} />
    ) : (
      <Previewed draft={draftOf(rested, { subject, body }, language)} customer={customer} />
    );
  return (
    <Stack gap={1}>
      <h3>{t('write.look')}</h3>
      {look}
    </Stack>
  );
}
