import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../app/index.ts';
import {
  ActionList,
  Badge,
  Button,
  Card,
  ErrorState,
  Loading,
  Row,
  Soft,
  Spoken,
  Stack,
} from '../../../ui/index.ts';
import { Account } from './account.tsx';
import { ChannelForm } from './form.tsx';
import { KINDS, useChannels, useVendors, type Channel, type Kind } from './model.ts';
import { PublicAddress, Senders } from './senders.tsx';

type Editing = { kind: Kind; channel?: Channel };

/** The accounts that messages go out through, and who they say they are from. */
export function Channels() {
  const channels = useChannels();
  const vendors = useVendors();
  const [editing, setEditing] = useState<Editing>();
  const failed = channels.error ?? vendors.error;
  if (failed) return <ErrorState error={failed} onRetry={() => void channels.refetch()} />;
  if (!channels.data || !vendors.data) return <Loading lines={6} />;
  const rows = channels.data.data;
  const all = vendors.data.data;
  const known = (kind: Kind) => rows.filter((one) => one.kind === kind);
  return (
    <Stack gap={3}>
      <PublicAddress />
      {KINDS.flatMap(known).map((channel) => (
        <Account
          key={channel.id}
          channel={channel}
          vendor={all.find(({ name }) => name === channel.vendor)}
          alone={known(channel.kind).length === 1}
          onEdit={() => setEditing({ kind: channel.kind, channel })}
        />
      ))}
      <Kinds rows={rows} onAdd={(kind) => setEditing({ kind })} />
      <Senders />
      {editing && (
        <ChannelForm
          {...editing}
          vendors={all}
          others={known(editing.kind).some(({ id }) => id !== editing.channel?.id)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </Stack>
  );
}

/** Every way to reach a person, and what happens to its messages while nothing is set up. */
function Kinds({ rows, onAdd }: { rows: Channel[]; onAdd: (kind: Kind) => void }) {
  const { t } = useTranslation('channels');
  const may = useMay('channels.change');
  const used = (kind: Kind) =>
    rows.some((one) => one.kind === kind && one.is_default && one.enabled);
  return (
    <Card title={t('kinds_title')} sentence={t('kinds_sentence')}>
      <ActionList
        items={KINDS.map((kind) => ({
          key: kind,
          text: (
            <Stack gap={0}>
              <Row gap={1}>
                <strong>{t(`kinds.${kind}.name`)}</strong>
                {used(kind) ? (
                  <Badge tone="good">{t('set_up')}</Badge>
                ) : (
                  <Badge>{t('goes_to_mailbox')}</Badge>
                )}
              </Row>
              <Soft small>{t(`kinds.${kind}.about`)}</Soft>
            </Stack>
          ),
          action: may && (
            <Button size="small" onClick={() => onAdd(kind)}>
              {rows.some((one) => one.kind === kind) ? t('add_another') : t('add')}
              <Spoken>{t(`kinds.${kind}.name`)}</Spoken>
            </Button>
          ),
        }))}
      />
    </Card>
  );
}
