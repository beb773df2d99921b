import { marketingLacks, sendersOf, type Senders } from '../templates/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import type { Obstacle, OpenRow } from './facts.ts';

const CHANNELS = `
  SELECT id, kind, vendor, enabled, is_default, removed_at IS NOT NULL AS removed FROM channel`;

interface Account {
  id: number;
  kind: string;
  vendor: string;
  enabled: boolean;
  is_default: boolean;
  removed: boolean;
}

const GONE = 'SELECT id FROM template WHERE id = ANY($1) AND archived_at IS NOT NULL';

function obstacleOf(
  row: OpenRow,
  accounts: Account[],
  archived: ReadonlySet<number>,
  senders: Senders,
  hasPublicUrl: boolean,
): Obstacle | undefined {
  const account = accounts.find((one) =>
    row.channel_id === null
      ? one.is_default && !one.removed && one.kind === row.kind
      : one.id === row.channel_id,
  );
  if (row.channel_id !== null && (!account || account.removed))
    return { rule: 'channel', code: 'channel_gone' };
  if (account && !account.enabled) return { rule: 'channel', code: 'channel_off' };
  if (row.template_id !== null && archived.has(row.template_id))
    return { rule: 'content', code: 'template_archived' };
  // The mailbox sends nothing, so it may show marketing mail whose links nobody could follow.
  const leaves = account !== undefined && account.vendor !== 'mailbox';
  const lacks = marketingLacks(row, senders.of(row.shop), hasPublicUrl || !leaves);
  if (lacks) return { rule: 'content', code: lacks.code, params: lacks.params as { shop: string } };
  return undefined;
}

/** What stands against a touch whoever it is for: its channel, its template, the shop's missing public address. */
export async function obstaclesOf(
  tx: Tx,
  rows: OpenRow[],
  hasPublicUrl: boolean,
): Promise<Map<number, Obstacle>> {
  if (rows.length === 0) return new Map();
  const accounts = await tx.query<Account>(CHANNELS);
  const templates = [...new Set(rows.flatMap(({ template_id: id }) => (id === null ? [] : [id])))];
  const gone = templates.length > 0 ? await tx.query<{ id: number }>(GONE, [templates]) : [];
  const archived = new Set(gone.map(({ id }) => id));
  const senders = await sendersOf(tx);
  return new Map(
    rows.flatMap((row) => {
      const obstacle = obstacleOf(row, accounts, archived, senders, hasPublicUrl);
      return obstacle ? [[row.id, obstacle] as const] : [];
    }),
  );
}
