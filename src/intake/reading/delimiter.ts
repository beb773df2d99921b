import { Splitter } from './records.ts';

const CANDIDATES = [',', '\t', ';', '|'];

/** The delimiter that cuts the first lines most evenly; a comma when nothing does. */
export function guessDelimiter(head: string): string {
  const scored = CANDIDATES.map((delimiter) => ({ delimiter, score: score(head, delimiter) }));
  scored.sort((a, b) => b.score - a.score);
  return scored[0] && scored[0].score > 0 ? scored[0].delimiter : ',';
}

function score(head: string, delimiter: string): number {
  const widths: number[] = [];
  for (const record of new Splitter(delimiter).push(head.slice(0, 65536))) {
    widths.push(record.cells.length);
    if (widths.length === 20) break;
  }
  // A file of one line without an end has no complete record yet.
  if (!widths.length) widths.push(head.split(delimiter).length);
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [width, times] = [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  return width > 1 ? (times / widths.length) * Math.log2(width) : 0;
}
