/** What the API answers about imports, as these pages read it. */
import type { DraftAnswer, ImportAnswer } from '../../../api/imports/schema.ts';
import { PLATFORMS, type Platform } from '../../../ledger/shops/schema.ts';
import type { PlanOptions } from '../../../intake/schema.ts';

export type { DraftAnswer, ImportAnswer, PlanOptions };
export type Mapping = DraftAnswer['mapping'];
export type Progress = NonNullable<ImportAnswer['progress']>;

/** A file that waits to be started says how it will be read. */
export const isDraft = (file: ImportAnswer | DraftAnswer): file is DraftAnswer =>
  file.state === 'ready' && 'headers' in file;

export interface SourceAnswer {
  name: string;
  title: { zh: string; en: string };
  kind: string;
  /** What its rows can fill. */
  fields: string[];
}

/** Of no platform: its columns can be called anything. */
export const isGeneric = (source: string | null): boolean => platformOf(source) === 'other';

/** The platform a source is named after: taobao_orders is of taobao. */
export function platformOf(source: string | null): Platform {
  const first = source?.split('_')[0];
  return PLATFORMS.find((name) => name === first) ?? 'other';
}

export interface ShopAnswer {
  id: string;
  name: string;
  platform: string;
  currency: string;
  time_zone: string;
  is_sample: boolean;
}

export interface NewShop {
  name: string;
  platform: string;
  currency: string;
  time_zone: string;
}

export interface Reject {
  line_number: number;
  reason: string;
  text: string;
  raw: string;
}
