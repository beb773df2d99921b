/**
 * The process that gets killed: opens the data folder, recovers, imports one file, over and over. Each
 * finished import is told on stdout. Arguments: data folder, CSV files.
 */
import { basename, join } from 'node:path';
import { createBatch, openRunner, recoverBatches } from '../../src/intake/batch/index.ts';
import { inspect, stage } from '../../src/intake/index.ts';
import { migrate, openPool, openPostgres } from '../../src/platform/postgres/index.ts';

const [dataDir = '', ...files] = process.argv.slice(2);
const tempDir = join(dataDir, 'imports');
const postgres = await openPostgres({ dataDir });
await migrate(postgres.config, { dir: join(import.meta.dirname, '../../migrations') });
const db = openPool(postgres.config);
const clock = (): Date => new Date();
await recoverBatches(db, { now: clock(), tempDir });
await db.query(
  `INSERT INTO shop (name, currency, time_zone, created_at) VALUES ('Torture', 'GBP', 'Europe/London', now()) ON CONFLICT DO NOTHING`,
);
const [shop] = await db.query<{ id: number }>('SELECT id FROM shop');
const runner = openRunner({ db, tempDir, clock, onBug: (error) => console.error(error) });
console.log('ready');

for (const path of files) {
  const name = basename(path);
  const seen = await inspect({ path, name }, { currency: 'GBP', timeZone: 'Europe/London' });
  if (!seen.ok) throw new Error(seen.problem.code);
  const { plan } = seen.value;
  const id = await db.tx((tx) =>
    createBatch(tx, { shopId: shop?.id ?? 0, source: plan.source, fileName: name, now: clock() }),
  );
  const started = await runner.start(id, (duck, context) =>
    stage({ path, name }, plan, duck, context),
  );
  if (!started.ok) throw new Error(started.problem.code);
  console.log('started');
  const end = await started.value.done;
  console.log(`ended ${end.state}`);
}
await runner.close();
await db.close();
await postgres.stop();
