import { randomUUID } from 'node:crypto';
import type { Message, World } from '../../../src/outreach/channels/index.ts';

export const NOW = new Date('2026-11-11T02:00:00Z');
/** The world of a test: its own clock, and peers on loopback. */
export const world: World = { now: () => NOW, allowPrivate: true };
export const outside: World = { ...world, allowPrivate: false };

let number = 0;
export const message = (more: Partial<Message> = {}): Message => ({
  touchId: ++number,
  key: randomUUID(),
  to: '+8613800000001',
  language: 'zh',
  subject: null,
  text: '您好，您常喝的那款茶到新货了。拒收请回复R',
  html: null,
  approved: null,
  unsubscribeUrl: null,
  about: {},
  ...more,
});

/** States in order, and with each the code of its problem. */
export const states = (outcomes: { state: string; problem?: { code: string } }[]): string[] =>
  outcomes.map(({ state, problem }) => (problem ? `${state} ${problem.code}` : state));

export const never = new AbortController().signal;
