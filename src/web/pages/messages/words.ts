import { useTranslation } from 'react-i18next';
import { useFormats } from '../../ui/index.ts';
import type { Touch } from './model.ts';

/** China Time, 中国时间: what people call a zone. */
export function zoneName(zone: string, language: string): string {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortGeneric' });
  return parts.formatToParts().find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

export interface Moment {
  word: 'sent' | 'planned' | 'proposed';
  at: string;
  /** Null: told in the reader's own. */
  zone: string | null;
}

/** The time that matters most about it. */
export function momentOf({ sent_at, planned_at, proposed_at, state, zone }: Touch): Moment {
  if (sent_at) return { word: 'sent', at: sent_at, zone };
  if (planned_at && state !== 'cancelled') return { word: 'planned', at: planned_at, zone };
  return { word: 'proposed', at: proposed_at, zone: null };
}

export function useTouchWords() {
  const { t } = useTranslation('messages');
  const { time, language } = useFormats();

  /** By hand, Campaign 7; a source that these pages do not know is called by its code. */
  const source = (code: string): string => {
    const [name = '', number] = code.split(':');
    return t(`source.${name}`, { number, defaultValue: code }).trim();
  };

  /** What somebody would call this message. */
  const called = (touch: Pick<Touch, 'template_name' | 'subject' | 'excerpt'>): string =>
    touch.template_name ?? touch.subject ?? touch.excerpt ?? t('no_text');

  /** `3 Mar 2026, 09:00 (China Time)`. */
  const moment = (at: string, zone: string | null): string =>
    zone === null
      ? time(at)
      : t('in_zone', { time: time(at, zone), zone: zoneName(zone, language) });

  return { source, called, moment };
}
