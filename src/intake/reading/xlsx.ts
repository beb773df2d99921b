import { ReadingProblem } from './open.ts';
import type { RawRecord } from './records.ts';
import { openZip, type Zip } from './zip.ts';

/**
 * The rows of a sheet, streamed: the sheet's XML is cut at its row ends and never held as a whole (a
 * library that builds the document needs a gigabyte for a file of 30 MB). Dates come as ISO text.
 */
export async function* xlsxRecords(path: string, sheet?: string): AsyncGenerator<RawRecord> {
  const zip = await openZip(path);
  try {
    const part = await sheetPart(zip, sheet);
    const strings = await sharedStrings(zip);
    const dates = await dateStyles(zip);
    let last = 0;
    for await (const row of pieces(zip.read(part), /<\/(?:\w+:)?row>|<(?:\w+:)?row\b[^>]*\/>/)) {
      const record = rowOf(row, strings, dates);
      if (!record) continue;
      // Some writers leave the row's number out.
      last = Math.max(last + 1, record.line);
      yield { ...record, line: last };
    }
  } finally {
    zip.close();
  }
}

const LONGEST_PIECE = 64 * 1024 * 1024;

/** A stream of text cut after each match. */
async function* pieces(text: AsyncIterable<string>, end: RegExp): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of text) {
    rest += chunk;
    for (let match = end.exec(rest); match; match = end.exec(rest)) {
      const cut = match.index + match[0].length;
      yield rest.slice(0, cut);
      rest = rest.slice(cut);
    }
    if (rest.length > LONGEST_PIECE) throw new ReadingProblem('zip_bomb');
  }
}

async function whole(zip: Zip, name: string): Promise<string> {
  let text = '';
  for await (const chunk of zip.read(name)) {
    text += chunk;
    if (text.length > LONGEST_PIECE) throw new ReadingProblem('zip_bomb');
  }
  return text;
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1];

/** The names of the sheets and the parts they are in, in the order of the tabs. */
export async function sheetsOf(zip: Zip): Promise<{ name: string; part: string }[]> {
  const book = await whole(zip, 'xl/workbook.xml');
  const links = await whole(zip, 'xl/_rels/workbook.xml.rels');
  const targets = new Map(
    [...links.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id') ?? '',
      attribute(tag, 'Target') ?? '',
    ]),
  );
  return [...book.matchAll(/<(?:\w+:)?sheet\b[^>]*>/g)].flatMap(([tag]) => {
    const target = targets.get(attribute(tag, 'r:id') ?? attribute(tag, '\\w+:id') ?? '');
    const part = target?.startsWith('/') ? target.slice(1) : `xl/${target ?? ''}`;
    return target && zip.has(part) ? [{ name: unescape(attribute(tag, 'name') ?? ''), part }] : [];
  });
}

async function sheetPart(zip: Zip, wanted?: string): Promise<string> {
  const sheets = await sheetsOf(zip);
  const found = wanted === undefined ? sheets[0] : sheets.find(({ name }) => name === wanted);
  if (!found)
    throw new ReadingProblem(wanted === undefined ? 'bad_xlsx' : 'no_sheet', {
      sheet: wanted ?? '',
    });
  return found.part;
}

async function sharedStrings(zip: Zip): Promise<string[]> {
  const strings: string[] = [];
  for await (const item of pieces(
    zip.read('xl/sharedStrings.xml'),
    /<\/(?:\w+:)?si>|<(?:\w+:)?si\s*\/>/,
  ))
    strings.push(textIn(item));
  return strings;
}

/** Phonetic readings (rPh) are no part of the text. */
function textIn(xml: string): string {
  const plain = xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '');
  return [...plain.matchAll(/<(?:\w+:)?t\b[^>]*>([\s\S]*?)<\/(?:\w+:)?t>/g)]
    .map((match) => unescape(match[1] ?? ''))
    .join('');
}

/** Which cell styles show a number as a date. */
async function dateStyles(zip: Zip): Promise<Set<number>> {
  const xml = zip.has('xl/styles.xml') ? await whole(zip, 'xl/styles.xml') : '';
  const custom = new Map(
    [...xml.matchAll(/<(?:\w+:)?numFmt\b[^>]*>/g)].map(([tag]) => [
      Number(attribute(tag, 'numFmtId')),
      unescape(attribute(tag, 'formatCode') ?? ''),
    ]),
  );
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? '';
  const formats = [...cells.matchAll(/<(?:\w+:)?xf\b[^>]*>/g)].map(([tag]) =>
    Number(attribute(tag, 'numFmtId') ?? 0),
  );
  return new Set(formats.flatMap((id, style) => (isDate(id, custom.get(id)) ? [style] : [])));
}

function isDate(id: number, format: string | undefined): boolean {
  if (format !== undefined)
    return /[ymdhs年月日]/i.test(
      format.replace(/"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]/gi, '').replace(/general/i, ''),
    );
  return (
    (id >= 14 && id <= 22) ||
    (id >= 27 && id <= 36) ||
    (id >= 45 && id <= 47) ||
    (id >= 50 && id <= 58)
  );
}

function rowOf(
  xml: string,
  strings: readonly string[],
  dates: ReadonlySet<number>,
): RawRecord | undefined {
  const open = /<(?:\w+:)?row\b[^>]*>/.exec(xml);
  if (!open) return undefined;
  const cells: string[] = [];
  const body = xml.slice(open.index + open[0].length);
  for (const [, tag = '', content = ''] of body.matchAll(
    /<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g,
  )) {
    const at = columnOf(attribute(tag, 'r')) ?? cells.length;
    if (at > 16_384) continue;
    while (cells.length < at) cells.push('');
    cells[at] = valueOf(tag, content, strings, dates);
  }
  if (cells.every((cell) => cell.trim() === '')) return undefined;
  const raw = cells
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
  return { line: Number(attribute(open[0], 'r') ?? 0), cells, raw };
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = reference ? /^[A-Z]+/.exec(reference)?.[0] : undefined;
  return letters
    ? letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
    : undefined;
}

function valueOf(
  tag: string,
  content: string,
  strings: readonly string[],
  dates: ReadonlySet<number>,
): string {
  const type = attribute(tag, 't') ?? 'n';
  if (type === 'inlineStr') return textIn(content);
  const value = unescape(/<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(content)?.[1] ?? '');
  if (type === 's') return strings[Number(value)] ?? '';
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type === 'e') return '';
  if (type !== 'n' || value === '') return value;
  if (dates.has(Number(attribute(tag, 's') ?? -1))) return dateText(Number(value));
  // 1.8010000000000001E+18 and 0.30000000000000004 are what the cell shows as 1801000000000000000 and 0.3.
  return /[eE]|\.\d{12,}/.test(value) ? tidyNumber(Number(value)) : value;
}

const tidyNumber = (value: number): string =>
  Number.isInteger(value) ? BigInt(value).toString() : String(Number(value.toPrecision(15)));

function dateText(serial: number): string {
  if (!Number.isFinite(serial)) return '';
  const text = new Date(Math.round((serial - 25_569) * 86_400) * 1000).toISOString();
  return serial % 1 === 0 ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text
    .replace(
      /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
      (all, hex?: string, digits?: string, name?: string) => {
        const code = hex ? Number.parseInt(hex, 16) : digits ? Number(digits) : undefined;
        if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : '';
        return ENTITIES[name ?? ''] ?? all;
      },
    )
    .replace(/_x([0-9A-F]{4})_/g, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
