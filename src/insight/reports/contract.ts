import type { z } from 'zod';
import type { Text } from '../../kernel/index.ts';
import type { KeptName, Read } from '../../lens/index.ts';
import type { Db } from '../../platform/postgres/index.ts';
import type { Cell, Kind } from './schema.ts';
import type { Statement } from './statement.ts';

/** What narrows a report, resolved: ids instead of public ids, a segment as SQL. */
export interface Filters {
  asOf: string;
  /** The day it is. */
  today: string;
  shops: number[] | null;
  since?: string | undefined;
  until?: string | undefined;
  category?: string | undefined;
  region?: string | undefined;
  /** A SELECT of person ids. */
  people?: ((statement: Statement) => string) | undefined;
}

export interface Ask {
  /** For what is kept between questions, such as a forecast's fit, and when it was kept. */
  db: Db;
  now: Date;
  read: Read;
  /** The lens as it will then be, for what goes on after the answer. */
  later: Read;
  filters: Filters;
  /** What money is counted in; null where currencies cannot be added up: then there is none. */
  currency: string | null;
  /** What the lens keeps of just these facts as of just then; all else is worked out. */
  kept: ReadonlySet<KeptName>;
  /** Whether some bought as guests: nothing is kept of them. */
  guests: boolean;
}

export interface Column {
  key: string;
  title: Text;
  kind: Kind;
}

export interface Row {
  /** A word that is ours (a stage, a reason) stands in both languages. */
  cells: Record<string, Cell | Text>;
  people?: Record<string, string>;
  /** The one customer the row is about. */
  customer?: string;
}

export interface Table {
  name: string;
  title: Text;
  columns: Column[];
  rows: Row[];
  /** Folded away on the page, with its charts: for who wants to know more. */
  details?: boolean;
}

export interface Figure {
  key: string;
  title: Text;
  kind: Kind;
  value: Cell | Text;
  people?: string;
}

/** How each kind is drawn stands at ChartView. */
export interface Chart {
  kind: 'bar' | 'stacked' | 'line' | 'heat' | 'flow';
  table: string;
  title: Text;
  x: string;
  to?: string;
  series: { column: string; line?: boolean }[];
}

/** Code and parameters; its words stand in the report’s `sayings`. */
export interface Saying {
  code: string;
  params: Record<string, string | number>;
}

export interface View {
  /** At most four: the numbers first. */
  figures: Figure[];
  charts: Chart[];
  tables: Table[];
}

/** How a report reads, in both languages. */
export interface Words<Answer> {
  title: Text;
  /** What each figure means, in a few sentences after DEFINITIONS. */
  definition: Text;
  /**
   * The sentences of `says`: `{share:share}` is a parameter and how it is written, `{n|customer is|customers are}`
   * what English says of one and of any other number.
   */
  sayings: Record<string, Text>;
  view(answer: Answer): View;
}

/**
 * A report is data: what it answers, how that reads, and whom its numbers count. Routes, command line,
 * sheets and pages are made from this one description.
 */
export interface Report<Answer, Options = unknown> extends Words<Answer> {
  name: string;
  /** What it reads of what the lens keeps as of today, where it is asked about that. */
  reads?: readonly KeptName[];
  answer: z.ZodObject;
  /** Further query parameters; every one optional or with a default. */
  options?: z.ZodObject;
  /** The words of those options that a page offers: each the enum of this name. */
  choices?: Record<string, { title: Text; of: Record<string, Text> }>;
  /** Those options that a page lets people fill in: money in minor units, a share as a fraction. */
  amounts?: Record<string, { title: Text; kind: 'money' | 'share' }>;
  run(ask: Ask, options: Options): Promise<Answer>;
  /** The answer with public ids for the ledger's, where it names customers. */
  ids?(answer: Answer, encode: (person: number) => string): Answer;
  /** A sentence on what the data says, and one on what it cannot tell. */
  says(answer: Answer): Saying[];
  /** A SELECT of the person ids that the number of this key counts; undefined for a key that is none. */
  people?(ask: Ask, key: string, statement: Statement, options?: Options): string | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a list of reports of many kinds
export type AnyReport = Report<any, any>;
