import type {
  Consent,
  Lasting,
  OpenTouch,
  PersonFacts,
  Reservation,
  Rule,
  Step,
} from '../gate/index.ts';
import type { Outcome } from './schema.ts';

/** Instants are milliseconds since 1970. */
export interface Rehearsed {
  touch: OpenTouch;
  /** When the gate first sees it: as it was proposed, or as the window begins. */
  at: number;
  /** When somebody stopped it: what would have gone before had gone. */
  cancelledAt: number | null;
  /** The vendor would not have it: it will not have it again. */
  fails: boolean;
  /** The profile's shop, for whoever may see only some. */
  homeShop: number | null;
}

/** Something that held from one moment on, and perhaps until another. */
type During<T> = T & { from: number; until: number | null };

/** All that is known of a person with the moments at which it began to be known. */
export interface History extends Lasting {
  person: number;
  grade: PersonFacts['grade'];
  suppressed: During<PersonFacts['suppressed'][number]>[];
  /** The oldest first. */
  consents: (Consent & { from: number })[];
  boughtFrom: number | null;
  complaints: During<NonNullable<PersonFacts['complaint']>>[];
  /** The oldest first. */
  wishes: { fewer: boolean; from: number }[];
  /** What was out before the window. */
  reserved: Reservation[];
  touches: Rehearsed[];
}

/** A budget with what is spent of it. */
export interface Fund {
  id: number;
  source: string;
  fromDay: number;
  toDay: number;
  amount: number;
  spent: number;
}

export interface Fate {
  outcome: Outcome;
  /** When it goes. */
  at: number | null;
  /** The rule that stopped or moved it, with its evidence. */
  step: Step | null;
}

export interface Tally {
  outcomes: Record<Outcome, number>;
  rules: Record<Rule, { stopped: number; moved: number }>;
}
