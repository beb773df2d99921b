import { fail, type Result } from '../kernel/index.ts';
import type { DuckConnection } from '../platform/duckdb/index.ts';
import { generic } from './generic/index.ts';
import type { Plan } from './schema.ts';
import type { Source } from './source.ts';
import { type File, stageFile, type StageOptions, type StageReport } from './staging/index.ts';

export { mappingSchema, optionsSchema, planSchema, type Mapping, type Plan } from './schema.ts';
export type { Source } from './source.ts';
export type { File, Shop, StageOptions, StageProgress, StageReport } from './staging/index.ts';

const SOURCES: readonly Source[] = [...generic];

/** Every kind of file that can be imported. */
export const sources = (): readonly Source[] => SOURCES;

/** Reads a file into the staging tables of `duck`, by its plan. */
export async function stage(file: File, plan: Plan, duck: DuckConnection, options: StageOptions): Promise<Result<StageReport>> {
  const source = SOURCES.find(({ name }) => name === plan.source);
  return source ? stageFile(duck, file, source, plan, options) : fail('unknown_source', { source: plan.source });
}
