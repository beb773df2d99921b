import type { Draft, Param } from '../schema.ts';
import { EN } from './en.ts';
import { mailOf, param, type Occasioned, type Said } from './ready.ts';
import { ZH } from './zh.ts';

const service = { class: 'service', params: [] as Param[] } as const;
const care = { class: 'care', params: [] as Param[] } as const;

const OCCASIONS: readonly Occasioned[] = [
  { key: 'thank_you', ...care },
  {
    key: 'usage_tip',
    ...care,
    params: [param('tip', 'text', 'The tip 小贴士', '第一泡用 80 度的水')],
  },
  { key: 'how_did_it_go', ...care },
  // It asks to buy, however softly.
  { key: 'replenish', class: 'promotion', params: [] },
  { key: 'birthday', ...care },
  {
    key: 'festival',
    ...care,
    params: [param('festival', 'text', 'Which feast 哪个节日', '中秋节')],
  },
  { key: 'missed_you', class: 'promotion', params: [] },
  { key: 'late_parcel', ...service },
  { key: 'bad_review', ...service },
  { key: 'goodbye', ...service },
];

/** A text to begin with: copied, changed, saved under one's own name. */
export interface Ready {
  key: string;
  name: { en: string; zh: string };
  hint: { en: string; zh: string };
  class: Draft['class'];
  params: Param[];
  /** As a mail, and as a short text for SMS and chats. */
  mail: Draft['variants'];
  short: Draft['variants'];
}

function readyOf({ key, class: touchClass, params }: Occasioned): Ready {
  const [en, zh]: [Said, Said] = [EN[key]!, ZH[key]!];
  // In English an SMS promotion says itself how to refuse; in Chinese it is put behind every one.
  const stop = touchClass === 'promotion' ? ' Reply STOP to opt out.' : '';
  return {
    ...{ key, class: touchClass, params },
    ...{ name: { en: en.name, zh: zh.name }, hint: { en: en.hint, zh: zh.hint } },
    mail: { zh: mailOf(zh), en: mailOf(en) },
    short: { zh: { body: zh.short }, en: { body: `${en.short}${stop}` } },
  };
}

export const LIBRARY: readonly Ready[] = OCCASIONS.map(readyOf);
