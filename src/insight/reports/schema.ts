import { z } from 'zod';

/** What a cell, a figure or an axis holds, and so how it is written. Money is in minor units, shares are fractions. */
export const Kind = z.enum(['text', 'count', 'money', 'share', 'days', 'number', 'month', 'day']);
export type Kind = z.infer<typeof Kind>;

export const Cell = z.union([z.string(), z.number(), z.null()]);
export type Cell = z.infer<typeof Cell>;

const Column = z.object({ key: z.string(), title: z.string(), kind: Kind });

/**
 * Rows under titled columns; `people` names, per column, whom the number counts (see `/people`), `customer`
 * the one customer a row is about.
 */
export const TableView = z.object({
  name: z.string(),
  title: z.string(),
  columns: z.array(Column),
  rows: z.array(
    z.object({
      cells: z.record(z.string(), Cell),
      people: z.record(z.string(), z.string()).optional(),
      customer: z.string().optional(),
    }),
  ),
  details: z.boolean().optional().describe('Folded away on the page, with its charts'),
});

/**
 * A picture of one of the tables: `x` names the places, the series are columns.
 * - bar, stacked, line: a place a row; over months and days upright, over words lying with the words beside.
 * - heat: the table itself, shaded: a row a place, the series its shaded columns, other columns plain.
 * - flow: a row a move from the place `x` to the place `to`, as wide as the first series.
 */
export const ChartView = z.object({
  kind: z.enum(['bar', 'stacked', 'line', 'heat', 'flow']),
  table: z.string(),
  title: z.string(),
  x: z.string(),
  to: z.string().optional(),
  series: z.array(z.object({ column: z.string(), line: z.boolean().optional() })),
});

export const FigureView = z.object({
  key: z.string(),
  title: z.string(),
  kind: Kind,
  value: Cell,
  people: z.string().optional(),
});

/** A report as people read it, worded in their language. */
export const ReportView = z.object({
  title: z.string(),
  definition: z.string(),
  figures: z.array(FigureView),
  charts: z.array(ChartView),
  tables: z.array(TableView),
});
export type ReportView = z.infer<typeof ReportView>;

/** What the data says, and what it cannot tell. */
export const Said = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
});

/** What narrows every report. `since` and `until` bound the time it speaks of; nothing after `as_of` counts. */
export const ReportFilters = z.object({
  as_of: z
    .union([z.iso.date(), z.iso.datetime({ offset: true })])
    .optional()
    .describe('Nothing later counts; a day means its end in each shop’s zone'),
  shop: z.string().optional(),
  since: z.iso.date().optional(),
  until: z.iso.date().optional(),
  category: z.string().max(200).optional().describe('Purchases with goods of this category'),
  region: z.string().max(200).optional().describe('Customers of this province'),
  segment: z
    .string()
    .max(20_000)
    .optional()
    .describe('A segment’s id, the key of a ready one, or a text'),
});

/** One of the reports there are, and what can be chosen in it. */
export const ReportListed = z.object({
  name: z.string(),
  title: z.string(),
  definition: z.string(),
  choices: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      usual: z.string(),
      of: z.array(z.object({ value: z.string(), title: z.string() })),
    }),
  ),
  amounts: z.array(
    z.object({ name: z.string(), title: z.string(), kind: z.enum(['money', 'share']) }),
  ),
});
export type ReportListed = z.infer<typeof ReportListed>;
