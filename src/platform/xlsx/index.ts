import { Readable } from 'node:stream';
import { zip, type Entry } from './zip.ts';

export type Cell = string | number | null;

/** Excel's limit is 1,048,576 rows; the next sheet begins with the header again. */
const ROWS_A_SHEET = 1_000_000;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OPEN = 'http://schemas.openxmlformats.org';
const PACKAGE = `${OPEN}/package/2006`;
const OFFICE = `${OPEN}/officeDocument/2006/relationships`;
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What XML cannot hold at all: control characters and halves of surrogate pairs. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for.
const IMPOSSIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const MOST_LETTERS = 32_767;

const escape = (text: string): string =>
  text
    .slice(0, MOST_LETTERS)
    .replaceAll(IMPOSSIBLE, '')
    .replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? '');

/** 0 is A, 25 is Z, 26 is AA. */
const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26));

/** A text cell is typed as text, so Excel never runs it, whatever it begins with. Addresses may be left out, but not every reader knows. */
function cell(value: Cell, at: string): string {
  if (value === null || value === '') return '';
  if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
  return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escape(value)}</t></is></c>`;
}

const row = (cells: readonly Cell[], n: number): string =>
  `<row r="${n}">${cells.map((value, i) => cell(value, letters(i) + n)).join('')}</row>`;

async function* sheet(
  header: readonly string[],
  rows: AsyncIterator<readonly Cell[]>,
  state: { done: boolean },
): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${OPEN}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  yield row(header, 1);
  for (let count = 1; count < ROWS_A_SHEET; count++) {
    const next = await rows.next();
    state.done = next.done === true;
    if (next.done) break;
    yield row(next.value, count + 1);
  }
  yield '</sheetData></worksheet>';
}

const sheetFile = (n: number): string => `worksheets/sheet${n}.xml`;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

/** The parts that name the sheets come last: only then is it known how many there are. */
function* frame(title: string, count: number): Generator<Entry> {
  const overrides = numbers(count)
    .map((n) => `<Override PartName="/xl/${sheetFile(n)}" ContentType="${TYPE}.worksheet+xml"/>`)
    .join('');
  const sheets = numbers(count)
    .map(
      (n) =>
        `<sheet name="${escape(title)}${n > 1 ? ` ${n}` : ''}" sheetId="${n}" r:id="rId${n}"/>`,
    )
    .join('');
  const links = numbers(count)
    .map((n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="${sheetFile(n)}"/>`)
    .join('');
  const part = (name: string, xml: string): Entry => ({ name, text: [HEAD + xml] });
  yield part(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${overrides}</Types>`,
  );
  yield part(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  yield part(
    'xl/workbook.xml',
    `<workbook xmlns="${OPEN}/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets></workbook>`,
  );
  yield part(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${links}</Relationships>`,
  );
}

async function* entries(
  title: string,
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Entry> {
  const iterator = rows[Symbol.asyncIterator]();
  const state = { done: false };
  let count = 0;
  do {
    count++;
    yield { name: `xl/${sheetFile(count)}`, text: sheet(header, iterator, state) };
  } while (!state.done);
  yield* frame(title, count);
}

/**
 * An Excel workbook as it is made, row by row; write-excel-file keeps the whole of it in memory.
 *
 * @example
 * xlsx('Customers', ['name', 'orders'], rows).pipe(response)
 */
export const xlsx = (
  title: string,
  header: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): Readable => Readable.from(zip(entries(title, header, rows)), { objectMode: false });
