import type { z } from 'zod';
import type { Problem, Result } from '../../kernel/index.ts';

/** How a person is reached: what kind of address it takes. `staff` is a group robot: no buyer reads it. */
export type Kind = 'email' | 'sms' | 'wecom' | 'post' | 'platform' | 'webhook' | 'staff';

/** One message, rendered, as a vendor takes it. */
export interface Message {
  touchId: number;
  /** The same at every try: idempotency key, Message-ID. */
  key: string;
  /** E.164, email address, WeCom external id, …: as `kind` says. */
  to: string;
  language: string;
  subject: string | null;
  /** Plain text; of an SMS or a chat all there is. */
  text: string;
  html: string | null;
  /** What a vendor approved, for vendors that send nothing else. */
  approved: { code: string; sign: string; params: { name: string; value: string }[] } | null;
  /** Signed, of this touch; null without a public address. One-click by RFC 8058. */
  unsubscribeUrl: string | null;
  /** A picture whose loading counts as an opening, for an account that counts them; absent where the law asks first. */
  openUrl?: string | null;
  /** When it was first handed over, for `lookup`; null or absent: today. */
  triedAt?: Date | null;
  /** For lists and prints: who it is, in the shop's own terms. */
  about: Record<string, string | null>;
}

/**
 * What became of one message.
 * `sent`: the vendor has it. `failed`: it will never take it; `suppress` says why the address is of no use.
 * `retry`: it may be tried again, being surely not accepted, or the vendor knowing its key (`idempotent`).
 * `unknown`: it may have been accepted.
 * `waiting`: it lies ready for a person, who sends it and says so: no lease, no retry (`byHand`).
 * `pause`: the whole channel is ill (wrong password, no credit): nothing more until somebody looks; this message was not taken.
 * `afterSeconds` is the vendor's wish for the whole channel, never about one person's limit.
 */
export type Outcome =
  | { state: 'sent'; providerId: string | null }
  | { state: 'failed'; problem: Problem; suppress?: Suppress }
  | { state: 'retry'; problem: Problem; afterSeconds?: number }
  | { state: 'unknown'; problem: Problem }
  | { state: 'waiting' }
  | { state: 'pause'; problem: Problem };

/** Why an address is not written to again: it does not exist, does not take anything, or its owner told the vendor to stop. */
export type Suppress = 'bounced' | 'invalid' | 'unsubscribed';

/** What a vendor tells later. `touchKey` or `providerId` names the touch, or `address` for replies. */
export interface CallbackEvent {
  type: 'delivered' | 'bounced' | 'complained' | 'failed' | 'opened' | 'replied' | 'unsubscribed';
  providerId: string | null;
  touchKey: string | null;
  address: string | null;
  text: string | null;
  at: Date;
  /** A bounce that will not pass: the address is of no use. */
  permanent?: boolean;
  problem?: Problem;
}

export interface CallbackRequest {
  method: string;
  /** The full address that the vendor called, as it signed it. */
  url: string;
  headers: Headers;
  body: Buffer;
}

/** An opened channel. Messages of one batch may be sent side by side; outcomes stand in their order. */
export interface Sender {
  /** Aborting gives up: what has not left is `retry`, what has is `unknown`. Let a grace time pass first. */
  send(messages: Message[], signal: AbortSignal): Promise<Outcome[]>;
  /** Asks the vendor whether it has a message whose fate we do not know; undefined: it cannot say. */
  lookup?(message: Message, signal: AbortSignal): Promise<Outcome | undefined>;
  close(): Promise<void>;
}

/** What a sender may use of the world; tests hand in peers on loopback. */
export interface World {
  now: () => Date;
  /** Private and loopback addresses may be called: tests, and shops whose own server stands in their house. */
  allowPrivate: boolean;
}

/** One vendor. `config` is shown and logged, `secrets` never. */
export interface Vendor<C = unknown, S = unknown> {
  name: string;
  /** `any`: the mailbox stands in for every kind. */
  kind: Kind | 'any';
  /** Sent again with the same key, it arrives once. */
  idempotent: boolean;
  /** A person sends what it gathers: `send` only answers `waiting`. */
  byHand?: true;
  /** Sends only approved templates. */
  needsApproval: boolean;
  /** Most messages it takes at once. */
  batch: number;
  config: z.ZodType<C>;
  secrets: z.ZodType<S>;
  open(config: C, secrets: S, world: World): Sender;
  /** Whether the account works, without reaching a customer: signs in, asks for the balance. */
  check?(config: C, secrets: S, world: World): Promise<Result<{ note: string | null }>>;
  /** Absent: its callbacks are not signed, so the caller checks a secret in the address that the vendor was given. */
  signsCallbacks?: true;
  /** Refused with `callback_signature` when it is not the vendor's. That none is obeyed twice is the caller's to see to. */
  parseCallback?(
    request: CallbackRequest,
    config: C,
    secrets: S,
    now: Date,
  ): Result<{ events: CallbackEvent[]; answer?: { body: string; type: string } }>;
}
