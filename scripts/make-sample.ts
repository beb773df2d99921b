/**
 * Cuts the sample shop's orders out of the UCI Online Retail data set:
 *
 *   tsx scripts/make-sample.ts online-retail.csv.gz
 *
 * Every sixth customer (by a hash of the id) with all of their lines, and every thirtieth invoice
 * without a customer. Lines are kept as they are; see assets/sample/README.md for the licence.
 */
import { createHash } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { createGunzip, gzipSync } from 'node:zlib';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';

const [source] = process.argv.slice(2);
if (!source) {
  console.error('Which file? tsx scripts/make-sample.ts online-retail.csv.gz');
  process.exit(2);
}

const bucket = (text: string, of: number): number =>
  createHash('sha256').update(text).digest().readUInt32BE(0) % of;

type Line = Record<string, string>;
const kept: Line[] = [];
const lines = createReadStream(source)
  .pipe(createGunzip())
  .pipe(parse({ columns: true }));
for await (const line of lines as AsyncIterable<Line>) {
  const id = line['CustomerID'] === 'NA' ? '' : (line['CustomerID'] ?? '');
  if (id ? bucket(id, 6) === 0 : bucket(line['InvoiceNo'] ?? '', 30) === 0)
    kept.push({ ...line, CustomerID: id });
}
const csv = gzipSync(stringify(kept, { header: true }), { level: 9 });
writeFileSync(new URL('../assets/sample/online-retail-slice.csv.gz', import.meta.url), csv);
console.log(
  `${kept.length} lines, ${new Set(kept.map((l) => l['CustomerID'])).size - 1} customers, ${csv.length} bytes`,
);
