import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../app/index.ts';
import {
  Badge,
  Button,
  Card,
  CopyText,
  Dialog,
  Facts,
  Menu,
  Notice,
  Row,
  Soft,
  Stack,
  Time,
  toast,
  useFormats,
} from '../../../ui/index.ts';
import {
  useAdd,
  useChange,
  useCheck,
  usePause,
  useRemove,
  type Channel,
  type Vendor,
} from './model.ts';
import { FIELDS, shownSetting } from './vendors.ts';

interface Props {
  channel: Channel;
  vendor: Vendor | undefined;
  /** The only one of its kind is always the one that is used. */
  alone: boolean;
  onEdit: () => void;
}

/** One account: whose it is, whether it works, and what can be done. */
export function Account(props: Props) {
  const { t } = useTranslation('channels');
  const may = useMay('channels.change');
  const { channel, vendor, alone } = props;
  const check = useCheck();
  return (
    <Card
      title={channel.name}
      sentence={`${t(`kinds.${channel.kind}.name`)} · ${t(`vendors.${channel.vendor}.name`)}`}
      actions={
        may && (
          <>
            {vendor?.checkable && (
              <Button busy={check.isPending} onClick={() => check.mutate(channel.id)}>
                {t('check')}
              </Button>
            )}
            <Button onClick={props.onEdit}>{t('edit')}</Button>
            <More channel={channel} alone={alone} />
          </>
        )
      }
    >
      <Stack>
        <Paused channel={channel} />
        {check.isSuccess && <Notice tone="good">{check.data.note ?? t('checked_well')}</Notice>}
        {check.isError && (
          <Notice tone="bad" alert>
            {check.error.message}
          </Notice>
        )}
        <States {...props} />
        <Told channel={channel} />
        {channel.callback_url && (
          <Stack gap={0.5}>
            <Soft small>{t('callback')}</Soft>
            <CopyText label={t('callback')} text={channel.callback_url} />
          </Stack>
        )}
      </Stack>
    </Card>
  );
}

function Paused({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const may = useMay('channels.change');
  const { time } = useFormats();
  const pause = usePause();
  if (channel.paused_at === null && channel.pause_reason === null) return null;
  const at = channel.paused_at;
  return (
    <Notice tone="bad">
      <Row spread>
        <span>
          {at ? t('paused_since', { at: time(at) }) : t('stopped')} {channel.pause_reason?.text}
        </span>
        {may && at && (
          <Button
            size="small"
            busy={pause.isPending}
            onClick={() => pause.mutate({ id: channel.id, paused: false })}
          >
            {t('try_again')}
          </Button>
        )}
      </Row>
    </Notice>
  );
}

function States({ channel, vendor, alone }: Props) {
  const { t } = useTranslation('channels');
  const { time } = useFormats();
  const { tested_at, retry_at } = channel;
  return (
    <Row gap={1}>
      {!channel.enabled && <Badge tone="warn">{t('state.off')}</Badge>}
      {channel.paused_at && <Badge tone="bad">{t('state.paused')}</Badge>}
      {channel.is_default && !alone && <Badge tone="accent">{t('state.default')}</Badge>}
      {!channel.is_default && <Badge>{t('state.not_default')}</Badge>}
      {vendor?.by_hand && <Badge>{t('state.by_hand')}</Badge>}
      {vendor?.needs_approval && <Badge>{t('state.needs_approval')}</Badge>}
      {vendor?.checkable && (
        <Soft small>
          {tested_at ? (
            <>
              {t('state.checked')} <Time value={tested_at} />
            </>
          ) : (
            t('state.never_checked')
          )}
        </Soft>
      )}
      {retry_at && <Soft small>{t('state.waits', { at: time(retry_at) })}</Soft>}
    </Row>
  );
}

/** What it was told, besides what is folded away in the form and as it usually is. */
function Told({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const { count } = useFormats();
  const told = (FIELDS[channel.vendor] ?? []).flatMap(({ name, type, usual, rare }) => {
    const label = t(`vendors.${channel.vendor}.fields.${name}.label`);
    if (type === 'secret')
      return channel.has_secrets.includes(name) ? [[label, t('secret')] as const] : [];
    const value = shownSetting(channel.config[name]);
    if (value === undefined || (rare && value === usual)) return [];
    if (type === 'switch') return value === 'true' ? [[label, t('on')] as const] : [];
    const words =
      type === 'choice' ? t(`vendors.${channel.vendor}.fields.${name}.options.${value}`) : value;
    return [[label, words] as const];
  });
  const rate =
    channel.per_second === null
      ? []
      : [[t('form.per_second'), count(channel.per_second, 2)] as const];
  const facts = [...told, ...rate];
  return facts.length > 0 ? <Facts of={facts} /> : null;
}

function More({ channel, alone }: { channel: Channel; alone: boolean }) {
  const { t } = useTranslation('channels');
  const [removing, setRemoving] = useState(false);
  const pause = usePause();
  const change = useChange();
  const { id, name, enabled } = channel;
  const hold = () =>
    pause.mutate(
      { id, paused: true },
      {
        onSuccess: () =>
          toast({
            message: t('said.paused', { name }),
            onUndo: () => pause.mutate({ id, paused: false }),
          }),
      },
    );
  const turn = (what: Partial<Channel>, back: Partial<Channel>, message: string) =>
    change.mutate(
      { channel, change: what },
      {
        onSuccess: () => toast({ message, onUndo: () => change.mutate({ channel, change: back }) }),
      },
    );
  const items = [
    ...(channel.paused_at ? [] : [{ label: t('pause'), onSelect: hold }]),
    ...(channel.is_default || alone
      ? []
      : [
          {
            label: t('make_default'),
            onSelect: () =>
              turn({ is_default: true }, { is_default: false }, t('said.default', { name })),
          },
        ]),
    {
      label: enabled ? t('switch_off') : t('switch_on'),
      onSelect: () =>
        turn({ enabled: !enabled }, { enabled }, t(enabled ? 'said.off' : 'said.on', { name })),
    },
    { label: t('remove'), onSelect: () => setRemoving(true), danger: true },
  ];
  return (
    <>
      <Menu items={items} label={t('more_of', { name })}>
        <Button>{t('more')}</Button>
      </Menu>
      {removing && <Remove channel={channel} onClose={() => setRemoving(false)} />}
    </>
  );
}

/** With its passwords gone no undo could bring it back, so this asks; without any it is set up again. */
function Remove({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const { t } = useTranslation(['channels', 'settings']);
  const remove = useRemove();
  const add = useAdd();
  const { name } = channel;
  const secret = channel.has_secrets.length > 0;
  const act = () =>
    remove.mutate(channel.id, {
      onSuccess: () =>
        toast({
          message: t('said.removed', { name }),
          ...(!secret && { onUndo: () => add.mutate(channel) }),
        }),
      onSettled: onClose,
    });
  return (
    <Dialog
      open
      size="small"
      title={t('remove_title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('settings:cancel')}</Button>
          <Button kind="danger" busy={remove.isPending} onClick={act}>
            {t('remove')}
          </Button>
        </>
      }
    >
      <p>{secret ? t('remove_secret_text') : t('remove_text')}</p>
    </Dialog>
  );
}
