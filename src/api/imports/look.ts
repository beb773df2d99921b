import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Problem, type Result } from '../../kernel/index.ts';
import {
  inspect,
  planAs,
  preview,
  sourceList,
  sources,
  type Inspection,
  type Mapping,
  type Plan,
  type Preview,
} from '../../intake/index.ts';
import { KINDS } from '../../intake/mapping/index.ts';
import type { AppContext } from '../context.ts';
import { recall } from './remember.ts';
import { previewRows } from './rows.ts';

/** What a file looks like under what has been chosen: all that the mapping page shows, and how it will be read. */
export interface Look {
  plan: Plan;
  source: string;
  version: string;
  confidence: 'sure' | 'likely' | 'unsure' | 'generic';
  remembered: boolean;
  rows: number | null;
  rowsExact: boolean;
  headers: string[];
  sample: string[][];
  /** As shown: of a known platform's file also the columns nobody chose. */
  mapping: Mapping;
  /** Fields without which no row can be taken. */
  needed: string[];
  preview: { line: number; values: Record<string, string> }[];
  problems: { line: number | null; problem: Problem }[];
  questions: { code: string; examples: string[] }[];
}

export interface Chosen {
  source: string | undefined;
  mapping: Mapping | undefined;
  options: Plan['options'];
  shop: { id?: number; platform: string; currency: string; timeZone: string };
}

type File = { path: string; name: string };

export const knownSources = () =>
  sourceList(sources()).map((source) => ({
    ...source,
    fields: source.columns.map(({ field }) => field),
  }));

const hasVersions = (name: string): boolean =>
  sources().some((source) => source.name === name && source.versions.length > 0);

/** Below this a guess is not worth calling one. */
const WORTH_SAYING = 0.6;

function confidence(inspection: Inspection, plan: Plan, chosen: Chosen): Look['confidence'] {
  if (hasVersions(plan.source)) return chosen.source === undefined ? 'sure' : 'likely';
  return chosen.source === undefined && inspection.confidence < WORTH_SAYING ? 'unsure' : 'generic';
}

/** Of each set of fields that can do the job one is needed; a platform's own file has them all. */
function needed(plan: Plan): string[] {
  if (hasVersions(plan.source)) return [];
  const kind = sources().find((source) => source.name === plan.source)?.kind ?? 'orders';
  return KINDS[kind].must.flatMap((some) =>
    some.some((field) => plan.mapping[field]) ? [] : some.slice(0, 1),
  );
}

/** A column that stands where the source reads it anyway is no choice: the source's own reading may do more. */
function onlyChoices(chosen: Mapping, usual: Preview['mapping']): Mapping {
  return Object.fromEntries(
    Object.entries(chosen).filter(
      ([field, from]) => !('column' in from) || usual[field]?.column !== from.column,
    ),
  );
}

/** The preview runs the very SQL of the import, over the first rows. */
async function previewOf(
  ctx: AppContext,
  file: File,
  plan: Plan,
  shop: Chosen['shop'],
): Promise<Result<Preview>> {
  const { openDuck } = await import('../../platform/duckdb/index.ts');
  const folder = join(ctx.dataDir, 'imports');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tempDir = mkdtempSync(join(folder, 'preview-'));
  const duck = await openDuck({ path: ':memory:', threads: 1, memoryLimit: '120MB', tempDir });
  try {
    return await preview(file, plan, duck, {
      shop: { ...shop, id: shop.id ?? 0 },
      now: ctx.now(),
      tempDir,
    });
  } finally {
    duck.close();
    rmSync(tempDir, { recursive: true, force: true });
  }
}

async function planOf(
  ctx: AppContext,
  inspection: Inspection,
  chosen: Chosen,
): Promise<Result<{ plan: Plan; remembered: boolean }>> {
  const untouched = chosen.source === undefined && chosen.mapping === undefined;
  const before =
    untouched && chosen.shop.id !== undefined
      ? await recall(ctx, chosen.shop.id, inspection.headers)
      : undefined;
  if (before)
    return ok({
      plan: {
        ...inspection.plan,
        ...before,
        options: { ...inspection.plan.options, ...before.options, ...chosen.options },
      },
      remembered: true,
    });
  const other = chosen.source !== undefined && chosen.source !== inspection.source;
  const base = other ? planAs(chosen.source ?? '', inspection) : ok(inspection.plan);
  if (!base.ok) return base;
  const mapping = chosen.mapping ?? base.value.mapping;
  return ok({
    plan: { ...base.value, mapping, options: { ...base.value.options, ...chosen.options } },
    remembered: false,
  });
}

const NOTHING: Preview = { rows: [], lines: [], problems: [], mapping: {}, questions: [] };

const QUESTIONS: Record<string, string> = { unknown_statuses: 'statuses' };

function questionsOf(inspection: Inspection, seen: Preview, chosen: Chosen): Look['questions'] {
  const asked = [
    ...(chosen.source === undefined
      ? inspection.questions
      : inspection.questions.filter(({ code }) => code !== 'source')),
    ...seen.questions,
  ];
  return asked.map(({ code, values = [] }) => ({
    code: QUESTIONS[code] ?? code,
    examples: values,
  }));
}

/** The file's head under what has been chosen so far: as quick for two gigabytes as for two lines. */
export async function look(ctx: AppContext, file: File, chosen: Chosen): Promise<Result<Look>> {
  const inspected = await inspect(file, chosen.shop);
  if (!inspected.ok) return inspected;
  const inspection = inspected.value;
  const made = await planOf(ctx, inspection, chosen);
  if (!made.ok) return made;
  const { remembered } = made.value;
  let { plan } = made.value;
  if (hasVersions(plan.source) && Object.keys(plan.mapping).length > 0) {
    const usual = await previewOf(ctx, file, { ...plan, mapping: {} }, chosen.shop);
    if (usual.ok) plan = { ...plan, mapping: onlyChoices(plan.mapping, usual.value.mapping) };
  }
  const missing = needed(plan);
  // Without its columns there is nothing to show yet.
  const seen = missing.length > 0 ? ok(NOTHING) : await previewOf(ctx, file, plan, chosen.shop);
  if (!seen.ok) return seen;
  return ok({
    ...{
      plan,
      source: plan.source,
      version: plan.version,
      confidence: confidence(inspection, plan, chosen),
      remembered,
    },
    ...{
      rows: inspection.rowsEstimate,
      rowsExact: false,
      headers: inspection.headers,
      sample: inspection.rows,
    },
    ...{ mapping: { ...seen.value.mapping, ...plan.mapping }, needed: missing },
    preview: previewRows(seen.value, chosen.shop),
    problems: seen.value.problems.map(({ line, reason, params }) => ({
      line,
      problem: { code: `reject_${reason}`, params },
    })),
    questions: questionsOf(inspection, seen.value, chosen),
  });
}
