import type { ReactNode } from 'react';

/** In this order where several series stand side by side; the first two are the usual pair. */
export const MARKS = ['accent', 'quiet', 'leaf', 'sky', 'plum', 'ochre'] as const;
export type Mark = (typeof MARKS)[number];

export interface Series {
  name: string;
  /** Null: no value there. */
  values: (number | null)[];
  kind?: 'bar' | 'line';
  tone?: Mark;
  /** The table's cell, given its text: a link to the rows behind it. */
  cell?: (text: string, at: number) => ReactNode;
}

export interface ChartProps {
  /** What the picture shows, in a sentence. */
  label: string;
  /** One per place along the bottom. */
  categories: string[];
  /** Bottom names that are shorter than the table's, if wanted. */
  short?: string[];
  series: Series[];
  format: (value: number) => string;
  /** Where the upright axis ends; shares end at 1. */
  max?: number;
  /** Values are shares: an axis that comes near the whole ends there. */
  isShare?: boolean;
  /** Bars stand on each other. */
  stacked?: boolean;
  height?: number;
  /** A marked place: an index into `categories`, with its word. */
  mark?: { at: number; label: string };
  /** Title of the table's first column. */
  head: string;
  /** Further columns of the table, not drawn. */
  beside?: (Pick<Series, 'name' | 'values' | 'cell'> & { format: (value: number) => string })[];
  /** The table under the picture instead of beside it. */
  below?: boolean;
}
