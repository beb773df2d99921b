import { readdirSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { machine, record, table } from './report.ts';
import type { Bench, BenchOptions } from './rows.ts';

/** npm run bench -- [name …] [--customers N] [--record] */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { customers: { type: 'string' }, record: { type: 'boolean', default: false } },
});

const folder = new URL('.', import.meta.url);
const known = readdirSync(folder).flatMap((file) =>
  file.endsWith('.bench.ts') ? [file.slice(0, -9)] : [],
);
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No such benchmark: ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

const options: BenchOptions = values.customers ? { customers: Number(values.customers) } : {};
const size = values.customers ? `${Number(values.customers).toLocaleString('en')} customers` : '';
/** Others at work on the machine make everything look slower: it is said. */
const [load = 0] = loadavg();
const note = load >= 1 ? `on a busy machine (load ${load.toFixed(1)})` : '';
console.log(machine());
for (const name of positionals.length > 0 ? positionals : known) {
  const bench = (await import(new URL(`${name}.bench.ts`, folder).href)) as Bench;
  const rows = await bench.run(options);
  console.log(`\n## ${name}\n\n${table(rows)}`);
  if (values.record) record(name, rows, { size, note });
}
