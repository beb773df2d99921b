import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import {
  inventConversations,
  inventCustomers,
  inventParcels,
  inventReviews,
  provinceOf,
  type Row,
} from './invent.ts';
import {
  categoryOf,
  inventAdSpend,
  inventDsr,
  inventProducts,
  offerOf,
  sourceOf,
} from './invent-shop.ts';
import type { Mapping } from '../schema.ts';
import { moved, readSlice, weeksToToday, type SliceLine } from './slice.ts';

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
  province: { column: 'Province' },
  category: { column: 'Category' },
  source: { column: 'Source' },
  promotion_code: { column: 'Promotion' },
};

/** The lines as they are, and beside them what was invented of their orders. */
const withInvented = (lines: SliceLine[]): Row[] =>
  lines.map((line) => ({
    ...{ ...line, Province: provinceOf(line.CustomerID, line.Country), Category: categoryOf(line) },
    ...{ Source: sourceOf(line), Promotion: offerOf(line) },
  }));

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
  const reviews = inventReviews(parcels, orders);
  const files: [string, string, Row[]][] = [
    ['sample-orders.csv', 'generic_orders', withInvented(orders)],
    ['sample-customers.csv', 'generic_customers', inventCustomers(orders)],
    ['sample-products.csv', 'products', inventProducts(orders)],
    ['sample-parcels.csv', 'parcels', parcels],
    ['sample-reviews.csv', 'reviews', reviews],
    ['sample-conversations.csv', 'conversations', inventConversations(reviews, orders)],
    ['sample-dsr.csv', 'dsr', inventDsr(orders, today)],
    ['sample-ad-spend.csv', 'ad_spend', inventAdSpend(orders, today)],
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
