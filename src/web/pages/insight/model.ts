import type { ReportListed, ReportView } from '../../../insight/reports/schema.ts';

export type View = ReportView;
export type Table = View['tables'][number];
export type Column = Table['columns'][number];
export type Row = Table['rows'][number];
export type Chart = View['charts'][number];
export type Listed = ReportListed;

/** What every report answers beside figures of its own. */
export interface Answer {
  as_of: string;
  currency: string | null;
  sample_left_out: boolean;
  says: { code: string; text: string }[];
  view: View;
}

export interface Reports {
  data: Listed[];
  regions: string[];
  categories: string[];
  segments: { segment: string; name: string; saved: boolean }[];
  undecided: string[];
}

/** Whether there was nothing to count: no row in any table. */
export const isBare = ({ says, view }: Answer): boolean =>
  says[0]?.code === 'nothing_yet' || view.tables.every(({ rows }) => rows.length === 0);
