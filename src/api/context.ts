import type { Business } from '../ledger/accounts/index.ts';
import type { Lens } from '../lens/index.ts';
import { decodeId, encodeId } from '../platform/crypto/index.ts';
import type { Logger } from '../platform/log/index.ts';
import type { Db } from '../platform/postgres/index.ts';

/** What the API stands on; put together in main.ts, and by tests. */
export interface AppContext {
  db: Db;
  business: Business;
  /** Opened at the first question: it is a hundred megabytes that an idle server need not hold. */
  lens: () => Promise<Lens>;
  dataDir: string;
  version: string;
  now: () => Date;
  log: Logger;
  /** What the command line on this machine proves itself with. */
  localToken?: string;
  /** Something to do before the database closes. */
  onClose?: (step: () => Promise<void>) => void;
  /** Aborted once this process was asked to stop: nothing new begins, and what then fails is no bug. */
  stopping?: AbortSignal;
  /** Which PostgreSQL: ours or a server's. */
  engine?: 'embedded' | 'server';
  /** The built web app. */
  webDir?: string;
  /** Where people reach us when it is not this machine; makes cookies secure and invitations reachable. */
  publicUrl?: string;
  /** Believe X-Forwarded-For: only behind a proxy of one's own. */
  trustProxy?: boolean;
  /** This process is a worker: it decides and sends on its own clock. */
  sends?: boolean;
  /** Channels may call private and loopback addresses: tests, and servers in the shop's own house. */
  allowPrivate?: boolean;
  /** Answers are held against their schemas: in tests. */
  strict?: boolean;
}

/** What kind of thing a public id is of. */
export type IdKind =
  | 'usr'
  | 'ses'
  | 'inv'
  | 'tok'
  | 'aud'
  | 'shop'
  | 'imp'
  | 'cus'
  | 'ord'
  | 'chg'
  | 'sug'
  | 'cnv'
  | 'rul'
  | 'seg'
  | 'tpl'
  | 'tch'
  | 'lst'
  | 'chn'
  /** The secret in the address that a vendor calls. */
  | 'hook';

export const publicId = (ctx: AppContext, kind: IdKind, id: number): string =>
  encodeId(ctx.business.idKey, kind, id);

/** Undefined for anything but an id of this kind that we gave out. */
export const innerId = (ctx: AppContext, kind: IdKind, text: string): number | undefined =>
  decodeId(ctx.business.idKey, kind, text);
