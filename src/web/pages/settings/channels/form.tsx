import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ApiProblem, useForm, useRefresh } from '../../../app/index.ts';
import {
  Button,
  CheckboxField,
  CopyText,
  Dialog,
  Expand,
  Grid,
  Notice,
  PasswordField,
  Row,
  SelectField,
  Soft,
  Stack,
  TextField,
  toast,
} from '../../../ui/index.ts';
import { PATH, type Channel, type Kind, type Vendor } from './model.ts';
import { FIELDS, inputOf, valuesOf, type Values, type VendorField } from './vendors.ts';

interface Props {
  kind: Kind;
  channel?: Channel;
  vendors: Vendor[];
  /** Another account has the kind already. */
  others: boolean;
  onClose: () => void;
}

/** Sets an account up, or changes it: first whose it is, then what that vendor must be told. */
export function ChannelForm(props: Props) {
  const { t } = useTranslation('channels');
  const { channel, kind } = props;
  // Those that really send come first; the mailbox stands in for every kind.
  const fitting = props.vendors
    .filter((one) => one.kind === kind || one.kind === 'any')
    .toSorted((a, b) => Number(a.kind === 'any') - Number(b.kind === 'any'));
  const [vendor, setVendor] = useState(channel?.vendor ?? fitting[0]?.name ?? 'mailbox');
  const title = channel
    ? t('form.edit', { name: channel.name })
    : t('form.add', { kind: t(`kinds.${kind}.name`) });
  return (
    <Dialog open title={title} onClose={props.onClose}>
      <Stack>
        {fitting.length > 1 && (
          <SelectField
            label={t('form.vendor')}
            options={fitting.map(({ name }) => ({ value: name, label: t(`vendors.${name}.name`) }))}
            value={vendor}
            onChange={setVendor}
          />
        )}
        <p className="r-soft">{t(`vendors.${vendor}.about`)}</p>
        <VendorForm key={vendor} {...props} vendor={vendor} />
      </Stack>
    </Dialog>
  );
}

/** `/config/host` is the field host's, as it stands in the form. */
function flat(error: unknown): unknown {
  if (!(error instanceof ApiProblem) || !error.pointer) return error;
  const pointer = `/${error.pointer.split('/').at(-1)}`;
  return new ApiProblem(error.status, { detail: error.message, code: error.code, pointer });
}

function useChannelForm(props: Props & { vendor: string; use: boolean }) {
  const { t } = useTranslation('channels');
  const { channel, kind, vendor, use } = props;
  const refresh = useRefresh();
  const fresh = t(`vendors.${vendor}.name`);
  const initial = valuesOf(vendor, channel);
  const form = useForm({ ...initial, name: initial['name'] || fresh } as Values, async (values) => {
    const body = {
      ...inputOf(vendor, kind, values),
      ...{ is_default: use, enabled: channel?.enabled ?? true },
    };
    const saved = await (
      channel ? api.put<Channel>(`${PATH}/${channel.id}`, body) : api.post<Channel>(PATH, body)
    ).catch((error: unknown) => {
      throw flat(error);
    });
    toast({ message: t('said.saved', { name: saved.name }) });
    props.onClose();
    await refresh(PATH);
  });
  const field = (key: string) => ({ ...form.field(key), value: form.values[key] ?? '' });
  return { ...form, field };
}

function VendorForm(props: Props & { vendor: string }) {
  const { t } = useTranslation(['channels', 'settings']);
  const { channel, vendor, others } = props;
  const [use, setUse] = useState(channel?.is_default ?? true);
  const form = useChannelForm({ ...props, use });
  const fields = FIELDS[vendor] ?? [];
  const shown = (rare: boolean) =>
    fields
      .filter((one) => Boolean(one.rare) === rare)
      .map((one) => (
        <OneField
          key={one.name}
          {...{ vendor, field: one, input: form.field(one.name) }}
          isSet={channel?.vendor === vendor && channel.has_secrets.includes(one.name)}
        />
      ));
  return (
    <form onSubmit={form.onSubmit}>
      <Stack>
        {form.failure && (
          <Notice tone="bad" alert>
            {form.failure}
          </Notice>
        )}
        <TextField
          label={t('form.name')}
          hint={t('form.name_hint')}
          required
          {...form.field('name')}
        />
        {shown(false)}
        {others && (
          <CheckboxField
            label={t('form.default')}
            hint={t('form.default_hint')}
            value={use}
            onChange={setUse}
          />
        )}
        <Expand label={t('form.more')}>
          <Stack>
            {shown(true)}
            <Grid min={200}>
              <TextField
                label={t('form.per_second')}
                hint={t('form.per_second_hint')}
                inputMode="decimal"
                {...form.field('per_second')}
              />
              <TextField
                label={t('form.concurrency')}
                hint={t('form.concurrency_hint')}
                inputMode="numeric"
                {...form.field('concurrency')}
              />
            </Grid>
          </Stack>
        </Expand>
        <div className="r-dialog-actions">
          <Button onClick={props.onClose}>{t('settings:cancel')}</Button>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('settings:save')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

type Input = ReturnType<ReturnType<typeof useChannelForm>['field']>;

function OneField(props: { vendor: string; field: VendorField; isSet: boolean; input: Input }) {
  const { t } = useTranslation('channels');
  const { vendor, field, isSet, input } = props;
  const { name, type, options = [] } = field;
  const at = `vendors.${vendor}.fields.${name}` as const;
  const label = t(`${at}.label`);
  const hint = t(`${at}.hint`, { defaultValue: '' }) || undefined;
  const required = Boolean(field.required) && !isSet;
  if (type === 'choice')
    return (
      <SelectField
        {...{ label, hint, ...input }}
        options={options.map((value) => ({ value, label: t(`${at}.options.${value}`) }))}
      />
    );
  if (type === 'switch')
    return (
      <CheckboxField
        {...{ label, hint, error: input.error, name: input.name }}
        value={input.value === 'true'}
        onChange={(on) => input.onChange(String(on))}
      />
    );
  if (type === 'secret')
    return (
      <Stack gap={1}>
        <PasswordField
          {...{ label, required, isNew: true, ...input }}
          hint={isSet ? t('form.secret_set') : hint}
        />
        {field.made && <MadeSecret make={field.made} onMade={input.onChange} />}
      </Stack>
    );
  const kind = type === 'email' || type === 'url' ? type : 'text';
  return (
    <TextField
      {...{ label, hint, required, type: kind, ...input }}
      inputMode={type === 'number' ? 'numeric' : undefined}
    />
  );
}

/** A secret that the other side must be told: shown once, to be taken along. */
function MadeSecret(props: { make: () => string; onMade: (secret: string) => void }) {
  const { t } = useTranslation('channels');
  const [made, setMade] = useState<string>();
  const make = () => {
    const secret = props.make();
    setMade(secret);
    props.onMade(secret);
  };
  return made === undefined ? (
    <Row>
      <Button size="small" onClick={make}>
        {t('form.make_secret')}
      </Button>
    </Row>
  ) : (
    <>
      <CopyText label={t('form.made_secret')} text={made} />
      <Soft small>{t('form.made_hint')}</Soft>
    </>
  );
}
