import { useTranslation } from 'react-i18next';
import { APPROVAL_STATES } from '../../../outreach/templates/schema.ts';
import { api, useForm, useRefresh } from '../../app/index.ts';
import {
  Button,
  Dialog,
  Notice,
  Row,
  SelectField,
  Soft,
  Stack,
  TextField,
  toast,
} from '../../ui/index.ts';
import { useLanguageName } from './languages.ts';
import { PATH, type Approval, type Template } from './model.ts';

type Values = Pick<Approval, 'code' | 'sign' | 'params' | 'state'> & { note: string };
type Named = Values['params'];

export function ApprovalForm(props: {
  template: Template;
  vendor: string;
  language: string;
  approval: Approval | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation(['templates', 'channels', 'settings']);
  const nameOf = useLanguageName();
  const refresh = useRefresh();
  const { template, vendor, language, approval, onClose } = props;
  const path = `${PATH}/${template.id}/approvals/${vendor}/${language}`;
  const initial: Values = {
    ...{ code: approval?.code ?? '', sign: approval?.sign ?? '', params: approval?.params ?? [] },
    ...{ state: approval?.state ?? 'waiting', note: approval?.note ?? '' },
  };
  const send = async (values: Values) => {
    await api.put(path, { ...values, note: values.note.trim() || null });
    await refresh(PATH);
  };
  const form = useForm(initial, async (values) => {
    await send(values);
    toast({ message: t('approvals.saved') });
    onClose();
  });
  const forget = async () => {
    await api.delete(path);
    await refresh(PATH);
    toast({ message: t('approvals.forgotten'), onUndo: () => void send(initial) });
    onClose();
  };
  const states = APPROVAL_STATES.map((value) => ({ value, label: t(`approvals.states.${value}`) }));
  const { onChange: setState, ...state } = form.field('state');
  const title = `${t(`channels:vendors.${vendor}.name`)} · ${nameOf(language)}`;
  return (
    <Dialog open title={title} onClose={onClose}>
      <form onSubmit={form.onSubmit}>
        <Stack>
          {form.failure && (
            <Notice tone="bad" alert>
              {form.failure}
            </Notice>
          )}
          <TextField
            label={t('approvals.code')}
            hint={t('approvals.code_hint')}
            required
            {...form.field('code')}
          />
          <TextField
            label={t('approvals.sign')}
            hint={t('approvals.sign_hint')}
            {...form.field('sign')}
          />
          <SelectField
            label={t('approvals.state')}
            options={states}
            {...state}
            onChange={(value) => setState(value as Values['state'])}
          />
          <Params {...form.field('params')} />
          <TextField
            label={t('approvals.note')}
            hint={t('approvals.note_hint')}
            {...form.field('note')}
          />
          <div className="r-dialog-actions">
            {approval && (
              <Button kind="danger" onClick={() => void forget()}>
                {t('approvals.forget')}
              </Button>
            )}
            <Button onClick={onClose}>{t('settings:cancel')}</Button>
            <Button type="submit" kind="primary" busy={form.busy}>
              {t('settings:save')}
            </Button>
          </div>
        </Stack>
      </form>
    </Dialog>
  );
}

/** The vendor's names of its parameters, and what goes there. */
function Params(props: { value: Named; error?: string; onChange: (params: Named) => void }) {
  const { t } = useTranslation('templates');
  const { value, error, onChange } = props;
  const set = (n: number, change: Partial<Named[number]>) =>
    onChange(value.map((one, i) => (i === n ? { ...one, ...change } : one)));
  return (
    <Stack gap={1}>
      <strong>{t('approvals.params')}</strong>
      <Soft small>{t('approvals.params_hint')}</Soft>
      {value.map((param, n) => (
        // Its name is being written; its place is what it is known by.
        <Row key={n} gap={1} align="end">
          <TextField
            label={t('approvals.param_name')}
            value={param.name}
            onChange={(name) => set(n, { name })}
          />
          <TextField
            label={t('approvals.param_value')}
            value={param.value}
            onChange={(text) => set(n, { value: text })}
          />
          <Button
            size="small"
            kind="quiet"
            onClick={() => onChange(value.filter((_, i) => i !== n))}
          >
            {t('params.remove')}
          </Button>
        </Row>
      ))}
      {error && <Notice tone="bad">{error}</Notice>}
      <div>
        <Button size="small" onClick={() => onChange([...value, { name: '', value: '' }])}>
          {t('approvals.param_add')}
        </Button>
      </div>
    </Stack>
  );
}
