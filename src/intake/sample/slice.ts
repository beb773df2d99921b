import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { Temporal } from 'temporal-polyfill';

/** A line of the slice, columns as in the data set. Times are London's. */
export interface SliceLine {
  InvoiceNo: string;
  StockCode: string;
  Description: string;
  Quantity: string;
  InvoiceDate: string;
  UnitPrice: string;
  CustomerID: string;
  Country: string;
}

export async function readSlice(path: string): Promise<SliceLine[]> {
  const lines: SliceLine[] = [];
  const rows = createReadStream(path)
    .pipe(createGunzip())
    .pipe(parse({ columns: true }));
  for await (const line of rows as AsyncIterable<SliceLine>) lines.push(line);
  return lines;
}

/** How many whole weeks bring the last order into the week before `today` (YYYY-MM-DD): weekdays keep their rhythm. */
export function weeksToToday(lines: SliceLine[], today: string): number {
  const last = lines.reduce((max, line) => (line.InvoiceDate > max ? line.InvoiceDate : max), '');
  const days = Temporal.PlainDate.from(last.slice(0, 10)).until(today, {
    largestUnit: 'days',
  }).days;
  return Math.floor((days - 1) / 7);
}

/** Moves "2011-12-09 12:50:00" forward by whole weeks. */
export function moved(time: string, weeks: number): string {
  return `${Temporal.PlainDate.from(time.slice(0, 10)).add({ weeks }).toString()}${time.slice(10)}`;
}
