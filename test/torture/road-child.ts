/**
 * A worker that gets killed: goes the road again and again until nothing is left to do. Arguments: data folder, how it
 * reaches the database (JSON), the moment at which the virtual clock began. A second there is a minute.
 */
import { roadOf } from '../../src/api/outreach/index.ts';
import { ensureBusiness } from '../../src/ledger/accounts/index.ts';
import { openLog } from '../../src/platform/log/index.ts';
import { openPool } from '../../src/platform/postgres/index.ts';
import { virtualNow } from './virtual.ts';

const [dataDir = '', config = '{}', began = '0'] = process.argv.slice(2);
const db = openPool(JSON.parse(config) as object, { max: 6 });
const now = (): Date => virtualNow(Number(began));
const business = await ensureBusiness(db, now());
const road = roadOf({
  ...{ db, business, dataDir, now, version: '0', log: openLog('silent'), allowPrivate: true },
  publicUrl: 'https://shop.example.com',
  lens: () => Promise.reject(new Error('no caps by grade, so nobody asks the lens')),
});
console.log('ready');
const LEFT = `SELECT count(*)::int AS left FROM touch WHERE state IN ('proposed', 'scheduled', 'sending')`;
let failures = 0;
while (failures < 50) {
  // As a server does: a database that went away for a moment is no reason to end.
  const [row] = await road
    .tick(now())
    .then(() => db.query<{ left: number }>(LEFT))
    .catch(() => ((failures += 1), []));
  if (row?.left === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 20));
}
if (failures < 50) console.log('done');
process.exit(0);
