import { fail, ok, type Problem, type Result } from '../kernel/index.ts';
import type { DuckConnection } from '../platform/duckdb/index.ts';
import { type Kind, typeOf } from './fields.ts';
import { guessKind, guessMapping, recognise } from './mapping/index.ts';
import { lookAt, peek, type RawRecord, type Shape, trimmed } from './reading/index.ts';
import type { Plan, PlanOptions } from './schema.ts';
import type { Source } from './source.ts';
import { mappingOf, prepare, type Shop, stageSample } from './staging/index.ts';

/** What the file cannot say for itself, to be asked of the user; `suggested` is what happens otherwise. */
export interface Question {
  code: 'date_order' | 'unknown_statuses' | 'source';
  suggested: string;
  choices: string[];
  /** The column, and values of the file that raise the question. */
  column?: string;
  values?: string[];
}

export interface Inspection {
  source: string;
  version: string;
  kind: Kind;
  /** 1 for a known platform's file. */
  confidence: number;
  headers: string[];
  rows: string[][];
  plan: Plan;
  questions: Question[];
  size: number;
  /** Roughly how many rows the file has. */
  rowsEstimate: number;
}

interface File {
  path: string;
  name: string;
}

const SAMPLE = 400;
const SHOWN = 20;

/** Which file this is, by its beginning alone: as quick for two gigabytes as for two lines. */
export async function inspectFile(
  file: File,
  all: readonly Source[],
  shop?: Partial<Shop>,
): Promise<Result<Inspection>> {
  const shape = await lookAt(file.path, file.name);
  if (!shape.ok) return shape;
  const records = await peek(shape.value, SAMPLE);
  if (!records.ok) return records;
  const header = findHeader(records.value, all);
  if (header === undefined) return fail('no_header');
  const headers = trimmed(records.value[header]?.cells ?? []);
  const rows = records.value.slice(header + 1).map(({ cells }) => cells);
  if (!rows.length) return fail('no_rows');
  const found = sourceOf(all, headers, rows);
  if (!found) return fail('unknown_file');
  const { source, version, mapping, confidence } = found;
  const decimal = decimalOf(mapping, headers, rows);
  const options: PlanOptions = {
    ...(header > 0 && { header_at: header }),
    ...(decimal && { decimal }),
  };
  return ok({
    source: source.name,
    version,
    kind: source.kind,
    confidence,
    headers,
    rows: rows.slice(0, SHOWN),
    plan: { source: source.name, version, mapping, options },
    questions: [
      ...dateQuestions(mapping, headers, rows, shop),
      ...sourceQuestion(confidence, source.name, all),
    ],
    size: shape.value.size,
    rowsEstimate: estimate(shape.value, records.value),
  });
}

/** A platform's file by its headers, else the likeliest kind by names and values. A known file needs no mapping. */
function sourceOf(all: readonly Source[], headers: readonly string[], rows: string[][]) {
  const known = recognise(all, headers);
  if (known) return { ...known, mapping: {}, confidence: 1 };
  const { kind, mapping, confidence } = guessKind(headers, rows);
  const source = all.find((one) => one.kind === kind && !one.versions.length);
  return source && { source, version: '', mapping, confidence };
}

/** Another kind of file than was guessed: its columns anew. */
export function planFor(
  source: Source,
  inspection: Pick<Inspection, 'headers' | 'rows' | 'plan'>,
): Plan {
  const { mapping } = source.versions.length
    ? { mapping: {} }
    : guessMapping(source.kind, inspection.headers, inspection.rows);
  return { ...inspection.plan, source: source.name, version: '', mapping };
}

const MOST_LINES_ABOVE = 10;

/**
 * The header is the first line of a known file's columns, or else the first line that is as wide as
 * the table and speaks in words: platforms put titles and dates above it.
 */
function findHeader(records: readonly RawRecord[], all: readonly Source[]): number | undefined {
  const lines = records.slice(0, MOST_LINES_ABOVE);
  const known = lines.findIndex(({ cells }) => recognise(all, trimmed(cells)) !== undefined);
  if (known !== -1) return known;
  const width = Math.max(...records.slice(0, 50).map(({ cells }) => filledOf(cells).length));
  const wordy = lines.flatMap((line, index) => (isWordy(line.cells, width) ? [index] : []));
  const named = wordy.find((at) => guessKind(trimmed(lines[at]!.cells), []).confidence > 0);
  return named ?? wordy.find((at) => hasValues(records[at + 1]));
}

const VALUE = /^[\s"'=]*[-+]?[\d.,:/-]+[\s"']*$/;
const filledOf = (cells: readonly string[]): string[] => cells.filter((cell) => cell.trim() !== '');

/** As wide as the table, every cell a word of its own. */
function isWordy(cells: readonly string[], width: number): boolean {
  const filled = filledOf(cells);
  return (
    filled.length >= Math.max(2, width * 0.6) &&
    new Set(filled).size === filled.length &&
    filled.every((cell) => !VALUE.test(cell))
  );
}

/** Names nobody knows are still names when numbers or days stand below: the user says what they mean. */
const hasValues = (below: RawRecord | undefined): boolean =>
  below !== undefined && filledOf(below.cells).some((cell) => VALUE.test(cell));

const column = (rows: readonly string[][], at: number): string[] =>
  rows.map((row) => (row[at] ?? '').trim()).filter(Boolean);

/** 3/4/2025 in a column none of whose days says which is which. */
function dateQuestions(
  mapping: Plan['mapping'],
  headers: readonly string[],
  rows: string[][],
  shop?: Partial<Shop>,
): Question[] {
  for (const [field, from] of Object.entries(mapping)) {
    if (!('column' in from) || !['time', 'day'].includes(typeOf(field as never) ?? '')) continue;
    const parts = column(rows, headers.indexOf(from.column)).flatMap((value) => {
      const match = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})(?!\d)/.exec(value);
      return match ? [{ value, a: Number(match[1]), b: Number(match[2]) }] : [];
    });
    if (!parts.length || parts.some(({ a, b }) => a > 12 || b > 12)) continue;
    return [
      {
        code: 'date_order',
        column: from.column,
        suggested: shop?.currency === 'USD' ? 'mdy' : 'dmy',
        choices: ['dmy', 'mdy'],
        values: parts.slice(0, 3).map(({ value }) => value),
      },
    ];
  }
  return [];
}

const sourceQuestion = (confidence: number, source: string, all: readonly Source[]): Question[] =>
  confidence >= 0.6
    ? []
    : [{ code: 'source', suggested: source, choices: all.map(({ name }) => name) }];

/** A comma is the decimal sign where numbers end in one and two digits, and nowhere in a point and two. */
function decimalOf(
  mapping: Plan['mapping'],
  headers: readonly string[],
  rows: string[][],
): ',' | undefined {
  const numbers = Object.entries(mapping).flatMap(([field, from]) =>
    'column' in from && ['money', 'price', 'quantity'].includes(typeOf(field as never) ?? '')
      ? column(rows, headers.indexOf(from.column))
      : [],
  );
  const comma = numbers.some((value) => /\d,\d{1,2}\D*$/.test(value));
  return comma && !numbers.some((value) => /\d\.\d{1,2}\D*$/.test(value)) ? ',' : undefined;
}

function estimate(shape: Shape, records: readonly RawRecord[]): number {
  if (shape.kind === 'xlsx') return Math.round(shape.size / 30);
  const bytes = Buffer.byteLength(records.map(({ raw }) => raw).join('\n')) || 1;
  const size = shape.gz ? shape.size * 7 : shape.size;
  return Math.max(records.length - 1, Math.round((size / bytes) * records.length));
}

export interface Preview {
  /** What the first rows become, by staging table: orders with their lines, customers, … */
  rows: Record<string, unknown>[];
  lines: Record<string, unknown>[];
  problems: { line: number; reason: string; params: Problem['params'] }[];
  /** The columns as they are read, for a known source too. */
  mapping: Record<string, { column: string }>;
  questions: Question[];
}

/** The first rows as the plan reads them, by the SQL that reads them all. */
export async function previewFile(
  duck: DuckConnection,
  file: File,
  source: Source,
  plan: Plan,
  { shop, now, tempDir }: { shop: Shop; now: Date; tempDir: string },
): Promise<Result<Preview>> {
  const shape = await lookAt(file.path, file.name, plan.options);
  if (!shape.ok) return shape;
  const { header_at: headerAt = 0, sheet } = plan.options;
  const records = await peek(shape.value, headerAt + 1 + SAMPLE, sheet);
  if (!records.ok) return records;
  await prepare(duck);
  const staged = await stageSample(duck, records.value, source, plan, {
    shop,
    now,
    tempDir,
    headerAt,
  });
  if (!staged.ok) return staged;
  const [table = 'stage_order'] = TABLES[source.kind];
  const rows = await duck.all(`SELECT * FROM ${table} ORDER BY first_line LIMIT ${SHOWN}`);
  const lines =
    source.kind === 'orders'
      ? await duck.all(`SELECT * FROM stage_line WHERE ord <= ${SHOWN} ORDER BY ord, position`)
      : [];
  const rejects = await duck.all<{ line_number: number; reason: string; params: string }>(
    'SELECT line_number, reason, params FROM stage_reject ORDER BY line_number LIMIT 50',
  );
  const headers = trimmed(records.value[headerAt]?.cells ?? []);
  return ok({
    rows,
    lines,
    problems: rejects.map(({ line_number, reason, params }) => ({
      line: line_number,
      reason,
      params: JSON.parse(params) as Problem['params'],
    })),
    mapping: mappingOf(source, plan, headers),
    questions: statusQuestion(rejects),
  });
}

const STATUSES = [
  'unpaid',
  'paid',
  'part_shipped',
  'shipped',
  'received',
  'completed',
  'closed',
  'refunded',
];

/** Words for an order's state nobody told us of: their orders are refused until somebody does. */
function statusQuestion(rejects: readonly { reason: string; params: string }[]): Question[] {
  const unknown = rejects
    .filter(({ reason }) => reason === 'bad_status')
    .map(({ params }) => JSON.parse(params) as { column?: string; value?: string });
  const values = [...new Set(unknown.map(({ value }) => value ?? ''))];
  return values.length
    ? [
        {
          code: 'unknown_statuses',
          suggested: 'paid',
          choices: STATUSES,
          values,
          ...(unknown[0]?.column && { column: unknown[0].column }),
        },
      ]
    : [];
}

const TABLES: Record<Kind, string[]> = {
  orders: ['stage_order'],
  customers: ['stage_customer'],
  products: ['stage_product'],
  parcels: ['stage_parcel'],
  reviews: ['stage_review'],
  conversations: ['stage_conversation'],
  ad_spend: ['stage_ad_spend'],
  dsr: ['stage_dsr'],
  consents: ['stage_consent'],
  suppressions: ['stage_suppression'],
};
