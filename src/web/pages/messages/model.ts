/** What the API answers about messages, as these pages read it. */
import type { z } from 'zod';
import type {
  CarryListFullyAnswer,
  CarryListsAnswer,
  TouchAnswer,
  TouchFullyAnswer,
} from '../../../api/outreach/schema.ts';
import { TOUCH_STATES } from '../../../outreach/touches/schema.ts';
import type { List } from '../../app/index.ts';
import type { Tone } from '../../ui/index.ts';

export type Touch = z.output<typeof TouchAnswer>;
export type TouchFully = z.output<typeof TouchFullyAnswer>;
export type CarryLists = z.output<typeof CarryListsAnswer>;
export type CarryListFully = z.output<typeof CarryListFullyAnswer>;
export type CarryList = CarryLists['lists'][number];
export type Kind = Touch['kind'];
export type Class = Touch['class'];
export type Outbox = List<Touch> & { counts: Record<string, number> };

export type Standing = Touch['state'] | 'waiting';

/** Those that lie ready for a person are not on their way. */
export const standingOf = ({ state, waiting }: Pick<Touch, 'state' | 'waiting'>): Standing =>
  waiting ? 'waiting' : state;

/** From wish to answer. */
export const STANDINGS: readonly Standing[] = TOUCH_STATES.flatMap((state) =>
  state === 'sending' ? [state, 'waiting' as const] : [state],
);

export const TONES: Record<Standing, Tone> = {
  ...{ proposed: 'plain', scheduled: 'accent', sending: 'accent', waiting: 'warn', sent: 'good' },
  ...{ blocked: 'plain', held_out: 'plain', expired: 'plain', cancelled: 'plain' },
  ...{ failed: 'bad', unknown: 'warn' },
};

/** What became of one that went out, the strongest word first. */
export const FATES = [
  ...(['complained', 'bounced', 'replied', 'clicked', 'opened', 'delivered'] as const),
] as const;

export const fateOf = (touch: Touch): (typeof FATES)[number] | undefined =>
  FATES.find((fate) => touch[`${fate}_at`] !== null);
