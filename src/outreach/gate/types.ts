import type { Kind } from '../channels/index.ts';
import type { Rule } from './schema.ts';

export type TouchClass = 'service' | 'care' | 'promotion';

/** One rule's word on one touch: a code whose sentence is made at the edge, with its evidence. */
export interface Step {
  rule: Rule;
  ok: boolean;
  code: string;
  params?: Record<string, string | number | null>;
}

/** What each rule says when nothing is worth a word; consent always is. */
export const PLAIN: Record<Exclude<Rule, 'consent'>, string> = {
  channel: 'channel_ready',
  content: 'content_ready',
  address: 'address_found',
  suppression: 'suppressed_not',
  complaint: 'complaint_none',
  validity: 'validity_open',
  hours: 'hours_fit',
  caps: 'cap_room',
  contention: 'contention_won',
  budget: 'budget_none',
  holdout: 'held_out_not',
};

/** A touch that has not begun to go out. Instants are milliseconds since 1970. */
export interface OpenTouch {
  id: number;
  /** Breaks ties: a hash, the same for ever. */
  key: string;
  source: string;
  /** The profile it was proposed for: who is held out never changes by a merge. */
  anchor: number;
  class: TouchClass;
  topic: string | null;
  kind: Kind;
  /** A person wrote it: goes before what programmes propose. */
  byHand: boolean;
  validFrom: number;
  validUntil: number;
  /** Minor units of the reporting currency. */
  value: number;
  cost: number;
  /** Share of persons that the source holds out, 0–1. */
  holdout: number;
  /** Not sendable whatever the person: no channel, no approved template, … */
  obstacle: {
    rule: 'channel' | 'content';
    code: string;
    params?: Step['params'] | undefined;
  } | null;
}

/** What counts against caps: scheduled, sending, sent, unknown and held out. */
export interface Reservation {
  touch: number;
  source: string;
  class: TouchClass;
  kind: Kind;
  /** Days since 1970-01-01, in the customer's zone. */
  day: number;
}

export interface Consent {
  channel: string;
  purpose: string;
  state: 'granted' | 'refused' | 'withdrawn';
  /** Null: for whatever address. */
  address: string | null;
  at: number;
  source: string;
}

/** All that the gate knows of one person, over all their profiles. */
export interface PersonFacts {
  person: number;
  country: string | null;
  /** Where they may live, at least one; the first cuts the days. */
  zones: readonly string[];
  grade: 'A' | 'B' | 'C' | null;
  /** Reachable addresses, the representative profile's first. */
  addresses: Partial<Record<Kind, string[]>>;
  /** A masked phone or ciphertext is there, but nothing to write to. */
  masked: boolean;
  suppressed: { channel: string; address: string; reason: string; at: number }[];
  /** The latest word for each channel, purpose and address. */
  consents: Consent[];
  bought: boolean;
  complaint: { id: number; at: number } | null;
  /** They asked for fewer messages. */
  fewer: boolean;
  open: OpenTouch[];
  reserved: Reservation[];
}

/** What may still be spent; deciding takes from `left`. */
export interface Budget {
  id: number;
  /** A touch's source, or '*': all. */
  source: string;
  fromDay: number;
  toDay: number;
  left: number;
}

export type Verdict = {
  id: number;
  /** The rule that decided; null when nothing stood against it. */
  reason: string | null;
  steps: Step[];
} & (
  | { state: 'blocked' | 'expired'; plannedAt: null; day: null; zone: null; address: null }
  /** `address`: null where the channel knows whom it reaches. */
  | {
      state: 'scheduled' | 'held_out';
      plannedAt: number;
      day: number;
      zone: string;
      address: string | null;
    }
);
