import { NO_LINKS, type Facts, type Occasion, type SenderFacts } from './facts.ts';
import type { Param } from './schema.ts';

/** An invented customer of whom everything is known; in previews where no real one is chosen. */
export const sampleFacts = (sender: SenderFacts, zh: boolean): Facts => ({
  customer: {
    ...{ name: zh ? '林小满' : 'Ann Example', nick: zh ? '小满' : 'ann' },
    ...{ city: zh ? '杭州' : 'Bath', country: null, wish: null, language: null },
    ...{ orders: 3, since: '2025-05-20' },
  },
  last_order: {
    ...{ number: 'N-1001', title: zh ? '明前龙井 250 克' : 'Spring green tea, 250 g' },
    ...{ units: 2, day: '2026-02-10', amount: 12_800, currency: sender.currency },
    ...{ carrier: zh ? '顺丰速运' : 'Example Post', tracking: 'EX123456789' },
    ...{ shipped_at: '2026-02-11T08:00:00Z', received_at: '2026-02-13T08:00:00Z' },
  },
  sender,
});

/** Somebody of whom nothing is known but that they are there. */
export const bareFacts = (sender: SenderFacts): Facts => ({
  customer: {
    ...{ name: null, nick: null, city: null, country: null, wish: null },
    ...{ language: null, orders: 0, since: null },
  },
  last_order: null,
  sender: { ...sender, address: null, url: null, phone: null },
});

const SAMPLES: Record<Param['type'], unknown> = {
  text: 'ABC123',
  number: 3,
  money: { minor: 1000, currency: 'CNY' },
  date: '2026-03-08',
  url: 'https://example.com/',
};

const sampleOf = ({ type, sample }: Param, currency: string): unknown => {
  if (sample === '') return SAMPLES[type];
  if (type === 'money') return { minor: Math.round(Number(sample) * 100) || 0, currency };
  return type === 'number' ? Number(sample) : sample;
};

export const sampleParams = (declared: readonly Param[], currency: string) =>
  Object.fromEntries(declared.map((param) => [param.name, sampleOf(param, currency)]));

export const SAMPLE_LINKS = {
  unsubscribe: 'https://example.com/unsubscribe',
  preferences: 'https://example.com/preferences',
};

export const sampleOccasion = (
  declared: readonly Param[],
  language: string,
  now: Date,
  full: boolean,
): Occasion => ({
  ...{ now, language, zone: null, declared },
  links: full ? SAMPLE_LINKS : NO_LINKS,
  params: full ? sampleParams(declared, 'CNY') : {},
});
