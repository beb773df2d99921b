import type { Db } from '../../platform/postgres/index.ts';
import { CHANNEL_KINDS, VENDORS, type Sender, type Vendor, type World } from '../channels/index.ts';
import type { OpenChannel } from '../dispatch/index.ts';
import { listAccounts, secretsOf, type Account } from './store.ts';

interface Opened {
  version: number;
  sender: Sender;
}

const openOf = (account: Account, vendor: Vendor, sender: Sender): OpenChannel => ({
  ...{ id: account.id, kind: account.kind, vendor, isDefault: account.is_default, sender },
  perSecond: account.per_second,
  concurrency: account.concurrency,
});

/** Senders are opened once and kept until their settings change: pools and tokens live in them. */
export function accountsOpener(db: Db, key: () => Buffer, world: World) {
  const opened = new Map<number, Opened>();
  const mailbox = VENDORS['mailbox'] as Vendor;
  const standIn = mailbox.open({}, {}, world);

  const senderOf = async (account: Account, vendor: Vendor): Promise<Sender | undefined> => {
    const known = opened.get(account.id);
    const version = account.changed_at.getTime();
    if (known?.version === version) return known.sender;
    const secrets = secretsOf(key(), account);
    if (secrets === undefined) return undefined;
    await known?.sender.close();
    const sender = vendor.open(account.config, secrets, world);
    opened.set(account.id, { version, sender });
    return sender;
  };

  return {
    /** What may be sent through now: enabled, not paused, not asked to wait. */
    channels: async (now: Date): Promise<OpenChannel[]> => {
      const accounts = await db.tx((tx) => listAccounts(tx));
      const open: OpenChannel[] = [];
      for (const account of accounts) {
        const vendor = VENDORS[account.vendor];
        const waits = account.retry_at !== null && account.retry_at > now;
        if (!vendor || !account.enabled || account.paused_at !== null || waits) continue;
        const sender = await senderOf(account, vendor);
        if (sender) open.push(openOf(account, vendor, sender));
      }
      const taken = new Set(accounts.filter((one) => one.is_default).map((one) => one.kind));
      // While nothing is set up for a kind, the mailbox stands in: it shows everything and sends nothing.
      for (const kind of CHANNEL_KINDS)
        if (!taken.has(kind))
          open.push({
            ...{ id: null, kind, vendor: mailbox, isDefault: true, perSecond: null },
            ...{ concurrency: 1, sender: standIn },
          });
      return open;
    },
    close: async (): Promise<void> => {
      for (const { sender } of opened.values()) await sender.close();
      opened.clear();
    },
  };
}
