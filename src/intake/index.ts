import { fail, type Result } from '../kernel/index.ts';
import type { DuckConnection } from '../platform/duckdb/index.ts';
import { douyin } from './douyin/index.ts';
import { generic } from './generic/index.ts';
import { type Inspection, inspectFile, planFor, type Preview, previewFile } from './inspect.ts';
import { jd } from './jd/index.ts';
import { pinduoduo } from './pinduoduo/index.ts';
import type { Plan } from './schema.ts';
import { shopify } from './shopify/index.ts';
import type { Source } from './source.ts';
import {
  type File,
  type Shop,
  stageFile,
  type StageOptions,
  type StageReport,
} from './staging/index.ts';
import { taobao } from './taobao/index.ts';
import { woocommerce } from './woocommerce/index.ts';

export { planSchema, type Mapping, type Plan } from './schema.ts';
export type { Inspection, Preview, Question } from './inspect.ts';
export type { Source } from './source.ts';
export type { File, Shop, StageOptions, StageProgress, StageReport } from './staging/index.ts';
export { sourceList, type SourceEntry } from './list.ts';

const SOURCES: readonly Source[] = [
  ...taobao,
  ...pinduoduo,
  ...jd,
  ...douyin,
  ...shopify,
  ...woocommerce,
  ...generic,
];

/** Every kind of file that can be imported. */
export const sources = (): readonly Source[] => SOURCES;

/** As people would say it. */
const ALSO: Record<string, string> = { generic: 'generic_orders', customers: 'generic_customers' };

const named = (name: string): Source | undefined =>
  SOURCES.find((source) => source.name === (ALSO[name] ?? name));

/** Which file this is: its source, its columns, the first rows, and what only the user can say. */
export const inspect = (file: File, shop?: Partial<Shop>): Promise<Result<Inspection>> =>
  inspectFile(file, SOURCES, shop);

/** The same file as another source: a plan with that source's columns. */
export function planAs(
  name: string,
  inspection: Pick<Inspection, 'headers' | 'rows' | 'plan'>,
): Result<Plan> {
  const source = named(name);
  return source
    ? { ok: true, value: planFor(source, inspection) }
    : fail('unknown_source', { source: name });
}

/** The first rows as the plan reads them. */
export async function preview(
  file: File,
  plan: Plan,
  duck: DuckConnection,
  options: { shop: Shop; now: Date; tempDir: string },
): Promise<Result<Preview>> {
  const source = named(plan.source);
  return source
    ? previewFile(duck, file, source, plan, options)
    : fail('unknown_source', { source: plan.source });
}

/** Reads a whole file into the staging tables of `duck`, by its plan. */
export async function stage(
  file: File,
  plan: Plan,
  duck: DuckConnection,
  options: StageOptions,
): Promise<Result<StageReport>> {
  const source = named(plan.source);
  return source
    ? stageFile(duck, file, source, plan, options)
    : fail('unknown_source', { source: plan.source });
}
