import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { BenchRow } from './rows.ts';

interface Recorded {
  day: string;
  machine: string;
  options: string;
  rows: BenchRow[];
}

const STORE = new URL('./results.json', import.meta.url);
const PAGE = new URL('./RESULTS.md', import.meta.url);

export function machine(): string {
  const [first] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${gib} GiB, Node ${process.versions.node}, ${process.platform}`;
}

const number = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

export function table(rows: BenchRow[]): string {
  const lines = rows.map((row) => {
    const ratio = row.ratio === undefined ? '' : `${number(row.ratio)}×`;
    return `| ${row.name} | ${number(row.value)} ${row.unit} | ${ratio} | ${row.target ?? ''} | ${row.note ?? ''} |`;
  });
  return ['| figure | measured | ratio | target | note |', '|---|--:|--:|---|---|', ...lines].join(
    '\n',
  );
}

function page(all: Record<string, Recorded>): string {
  const intro = [
    '# Benchmark results',
    '',
    'Written by `npm run bench -- --record`. Ratios are taken within one run and are what travels to another',
    'machine; absolute figures belong to the machine named. Nothing here is asserted in a test.',
    '',
  ];
  const sections = Object.entries(all)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, run]) =>
      [
        `## ${name}`,
        '',
        `${run.day} · ${run.machine}${run.options ? ` · ${run.options}` : ''}`,
        '',
        table(run.rows),
        '',
      ].join('\n'),
    );
  return [...intro, ...sections].join('\n');
}

interface Run {
  /** How many customers, where the caller said. */
  size: string;
  /** How the machine was. */
  note: string;
}

/** Keeps the newest run of each benchmark and size and writes the page anew. */
export function record(name: string, rows: BenchRow[], { size, note: options }: Run): void {
  const all = existsSync(STORE)
    ? (JSON.parse(readFileSync(STORE, 'utf8')) as Record<string, Recorded>)
    : {};
  all[size === '' ? name : `${name}, ${size}`] = {
    day: new Date().toISOString().slice(0, 10),
    machine: machine(),
    options,
    rows,
  };
  writeFileSync(STORE, JSON.stringify(all, null, 2) + '\n');
  writeFileSync(PAGE, page(all));
}
