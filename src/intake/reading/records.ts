import { type EncodingProblem, markIn, unmarked } from './marks.ts';

/** One record of a delimited file, with the physical line it starts on (1-based). */
export interface RawRecord {
  line: number;
  cells: string[];
  raw: string;
  problem?: 'broken_quotes' | EncodingProblem;
}

/** A quoted cell longer than this was never closed: the quote is a slip, not a paragraph. */
const LONGEST_CELL = 1 << 20;

const QUOTE = 34;
const LF = 10;
const CR = 13;

/**
 * Splits delimited text into records, fed in pieces of any size. It forgives what exports do: a quote
 * inside a quoted cell closes it only before a delimiter or a line end; a cell whose quote never
 * closes costs its own line and no other. Blank lines are no records.
 *
 * @example
 * const splitter = new Splitter(',');
 * for (const record of splitter.push('a,"b\nc"\r\n')) …
 * for (const record of splitter.end()) …
 */
export class Splitter {
  private rest = '';
  private line = 1;
  private readonly delimiter: number;
  private readonly expected: number | undefined;

  /** `expected` columns, where known: a record over several lines that has others lost a quote. */
  constructor(delimiter: string, expected?: number) {
    this.delimiter = delimiter.charCodeAt(0);
    this.expected = expected;
  }

  *push(text: string): Generator<RawRecord> {
    this.rest += text;
    yield* this.take(false);
  }

  *end(): Generator<RawRecord> {
    yield* this.take(true);
    this.rest = '';
  }

  private *take(last: boolean): Generator<RawRecord> {
    const text = this.rest;
    let at = 0;
    while (at < text.length) {
      const found = this.record(text, at, last);
      if (!found) break;
      if (found.cells.length > 1 || found.raw.trim() !== '') yield this.clean(found);
      this.line += found.lines;
      at = found.next;
    }
    this.rest = text.slice(at);
  }

  private clean({ cells, raw, broken }: Found): RawRecord {
    const record = { line: this.line, cells, raw };
    const mark = markIn(raw);
    if (mark) return { ...record, cells: cells.map(unmarked), raw: unmarked(raw), problem: mark };
    return broken ? { ...record, problem: 'broken_quotes' } : record;
  }

  /** The record at `at`; nothing when more text is needed to know where it ends. */
  private record(text: string, at: number, last: boolean): Found | undefined {
    const cells: string[] = [];
    let lines = 0;
    let i = at;
    for (;;) {
      const cell =
        text.charCodeAt(i) === QUOTE
          ? quoted(text, i, this.delimiter, last)
          : plain(text, i, this.delimiter);
      if (cell === 'unclosed') return this.broken(text, at, last);
      if (!cell || (cell.end >= text.length && !last)) return undefined;
      cells.push(cell.value);
      lines += cell.lines;
      i = cell.end;
      if (text.charCodeAt(i) !== this.delimiter || i >= text.length) break;
      i += 1;
    }
    const next = afterLineEnd(text, i);
    // A CR at the very end of a piece may be half of a CRLF.
    if (!last && next === text.length && text.charCodeAt(next - 1) === CR) return undefined;
    if (lines > 0 && this.expected && cells.length !== this.expected)
      return this.broken(text, at, last);
    return { cells, raw: text.slice(at, i), next, lines: lines + 1, broken: false };
  }

  private broken(text: string, at: number, last: boolean): Found | undefined {
    const end = lineEnd(text, at);
    if (end >= text.length && !last) return undefined;
    const raw = text.slice(at, end);
    return {
      cells: raw.split(String.fromCharCode(this.delimiter)),
      raw,
      next: afterLineEnd(text, end),
      lines: 1,
      broken: true,
    };
  }
}

interface Found {
  cells: string[];
  raw: string;
  next: number;
  lines: number;
  broken: boolean;
}

interface Cell {
  value: string;
  end: number;
  lines: number;
}

function plain(text: string, at: number, delimiter: number): Cell {
  let i = at;
  for (; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c === delimiter || c === LF || c === CR) break;
  }
  return { value: text.slice(at, i), end: i, lines: 0 };
}

/** A quoted cell; nothing when more text is needed, `unclosed` when its quote never closes. */
function quoted(
  text: string,
  at: number,
  delimiter: number,
  last: boolean,
): Cell | 'unclosed' | undefined {
  let i = at + 1;
  for (;;) {
    i = text.indexOf('"', i);
    if (i === -1 || i - at > LONGEST_CELL)
      return last || text.length - at > LONGEST_CELL ? 'unclosed' : undefined;
    const c = text.charCodeAt(i + 1);
    if (i + 1 >= text.length && !last) return undefined;
    if (c === QUOTE) i += 2;
    else if (i + 1 >= text.length || c === delimiter || c === LF || c === CR) break;
    else i += 1;
  }
  const inside = text.slice(at + 1, i);
  return { value: inside.replaceAll('""', '"'), end: i + 1, lines: lineEnds(inside) };
}

function lineEnds(text: string): number {
  return text.includes('\n') || text.includes('\r') ? (text.match(/\r\n|\n|\r/g)?.length ?? 0) : 0;
}

function lineEnd(text: string, at: number): number {
  const lf = text.indexOf('\n', at);
  const cr = text.indexOf('\r', at);
  const ends = [lf, cr].filter((i) => i !== -1);
  return ends.length ? Math.min(...ends) : text.length;
}

function afterLineEnd(text: string, at: number): number {
  if (text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF) return at + 2;
  return Math.min(at + 1, text.length);
}
