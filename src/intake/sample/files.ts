import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import {
  inventConversations,
  inventCustomers,
  inventParcels,
  inventReviews,
  type Row,
} from './invent.ts';
import type { Mapping } from '../schema.ts';
import { moved, readSlice, weeksToToday } from './slice.ts';

export interface SampleFile {
  name: string;
  path: string;
  source: string;
  mapping: Mapping;
}

/** The data set's own column names; the invented files use ours. */
const ORDER_COLUMNS: Mapping = {
  order_number: { column: 'InvoiceNo' },
  sku: { column: 'StockCode' },
  title: { column: 'Description' },
  quantity: { column: 'Quantity' },
  ordered_at: { column: 'InvoiceDate' },
  unit_price: { column: 'UnitPrice' },
  customer_id: { column: 'CustomerID' },
  country: { column: 'Country' },
};

const ownNames = (row: Row | undefined): Mapping =>
  Object.fromEntries(Object.keys(row ?? {}).map((column) => [column, { column }]));

/**
 * Writes the sample shop as the files an owner would drop in, orders first. `today` (YYYY-MM-DD)
 * decides how far the dates are moved; the same day gives the same files.
 */
export async function writeSampleFiles(
  slicePath: string,
  folder: string,
  today: string,
): Promise<SampleFile[]> {
  const slice = await readSlice(slicePath);
  const weeks = weeksToToday(slice, today);
  const orders = slice.map((line) => ({ ...line, InvoiceDate: moved(line.InvoiceDate, weeks) }));
  const parcels = inventParcels(orders, today);
  const reviews = inventReviews(parcels);
  const files: [string, string, Row[]][] = [
    ['sample-orders.csv', 'generic_orders', orders.map((line) => ({ ...line }))],
    ['sample-customers.csv', 'generic_customers', inventCustomers(orders)],
    ['sample-parcels.csv', 'parcels', parcels],
    ['sample-reviews.csv', 'reviews', reviews],
    ['sample-conversations.csv', 'conversations', inventConversations(reviews, orders)],
  ];
  return Promise.all(
    files.map(async ([name, source, rows]) => {
      const path = join(folder, name);
      await writeFile(path, stringify(rows, { header: true }));
      return {
        name,
        path,
        source,
        mapping: source === 'generic_orders' ? ORDER_COLUMNS : ownNames(rows[0]),
      };
    }),
  );
}
