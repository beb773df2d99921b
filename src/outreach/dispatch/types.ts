import type { Result } from '../../kernel/index.ts';
import type { Db, Tx } from '../../platform/postgres/index.ts';
import type { Kind, Message, Sender, Vendor } from '../channels/index.ts';
import type { GateAsks } from '../gate/index.ts';
import type { Content } from '../touches/index.ts';

/** An account at a vendor, opened: what the dispatcher sends through. */
export interface OpenChannel {
  /** Null: the mailbox that stands in where nothing is set up. It shows everything and sends nothing. */
  id: number | null;
  kind: Kind;
  vendor: Pick<Vendor, 'name' | 'idempotent' | 'batch' | 'needsApproval'>;
  /** Touches that name no channel go through it. */
  isDefault: boolean;
  /** Messages a second; null: as fast as it takes them. */
  perSecond: number | null;
  concurrency: number;
  sender: Sender;
}

/** A touch on its way out, ours by lease. */
export interface ClaimedTouch {
  id: number;
  key: string;
  customer: number;
  person: number;
  class: 'service' | 'care' | 'promotion';
  topic: string | null;
  kind: Kind;
  source: string;
  shop: number | null;
  template: { id: number; number: number } | null;
  content: Content | null;
  params: Record<string, unknown>;
  /** The customer's time zone, as planned. */
  zone: string | null;
  attempts: number;
  validUntil: Date;
  /** Where the gate's rules let it go; null: the channel knows. */
  address: string | null;
}

/** Rendered for one person; a problem when it cannot be. */
export type Rendered = Result<Omit<Message, 'touchId' | 'key' | 'to'> & { to: string | null }>;

/** What outreach stands on; put together in api, and by tests. */
export interface Outreach {
  db: Db;
  /** Stands in the advisory lock that says this worker lives, and in the leases. */
  worker: string;
  gate: GateAsks;
  /** All channels that are enabled and not paused. */
  channels(now: Date): Promise<OpenChannel[]>;
  render(
    tx: Tx,
    touches: ClaimedTouch[],
    channel: OpenChannel,
    now: Date,
  ): Promise<Map<number, Rendered>>;
  /** Real time, for pacing and time-outs only; no decision reads it. */
  wait(ms: number): Promise<void>;
}
