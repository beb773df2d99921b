import type { Message, Outcome } from '../../src/outreach/channels/index.ts';
import {
  signOfLife,
  type ClaimedTouch,
  type OpenChannel,
  type Outreach,
  type Rendered,
} from '../../src/outreach/dispatch/index.ts';
import type { Db, Tx } from '../../src/platform/postgres/index.ts';
import type { Proposal } from '../../src/outreach/touches/index.ts';

/** A channel that remembers what it was given and answers as told. */
export function recordingChannel(
  answer: (message: Message) => Outcome | Promise<Outcome> = ({ key }) => ({
    state: 'sent',
    providerId: key,
  }),
  over: Partial<OpenChannel> & {
    idempotent?: boolean;
    lookup?: OpenChannel['sender']['lookup'];
  } = {},
) {
  const sent: Message[] = [];
  const { idempotent = false, lookup, ...rest } = over;
  const channel: OpenChannel = {
    ...{ id: null, kind: 'email', isDefault: true, perSecond: null, concurrency: 4 },
    vendor: { name: 'recording', idempotent, batch: 10, needsApproval: false },
    sender: {
      send: async (messages) => {
        sent.push(...messages);
        return Promise.all(messages.map(async (message) => answer(message)));
      },
      ...(lookup && { lookup }),
      close: async () => undefined,
    },
    ...rest,
  };
  return { channel, sent };
}

/** The plainest words: what the tests of the road need, and no template. */
async function render(_tx: Tx, touches: ClaimedTouch[]): Promise<Map<number, Rendered>> {
  return new Map(
    touches.map((touch) => [
      touch.id,
      {
        ok: true,
        value: {
          ...{ to: touch.address, language: 'en', subject: 'Hello', html: null, approved: null },
          ...{ text: touch.content?.body ?? '', unsubscribeUrl: null, about: {} },
        },
      },
    ]),
  );
}

/** A worker of the road over some channels; `live` says that it is there, as a process would. */
export function testOutreach(db: Db, channels: OpenChannel[], worker = 'w1') {
  const life = signOfLife(db, worker);
  const outreach: Outreach = {
    ...{ db, worker, render },
    gate: { grades: async () => new Map(), obstacles: async () => new Map() },
    channels: async () => channels,
    wait: async () => undefined,
  };
  return { outreach, live: life.hold, die: life.release };
}

let count = 0;

export const wish = (customer: number, now: Date, over: Partial<Proposal> = {}): Proposal => ({
  ...{
    customer,
    source: 'campaign:1',
    occurrence: `o${++count}`,
    class: 'promotion',
    kind: 'email',
  },
  ...{ content: { subject: 'Hi', body: 'Hello there' }, why: { code: 'test' } },
  ...{ validFrom: now, validUntil: new Date(now.getTime() + 3 * 86_400_000), ...over },
});
