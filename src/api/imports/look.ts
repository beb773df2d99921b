import { ok, type Problem, type Result } from '../../kernel/index.ts';
import { sources, type Mapping, type Plan } from '../../intake/index.ts';
import type { AppContext } from '../context.ts';
import { firstRecords, lookAt } from '../../intake/reading/index.ts';

/** What a file looks like under a plan: all that the mapping page shows. */
export interface Look {
  source: string | null;
  version: string;
  confidence: 'sure' | 'likely' | 'unsure' | 'generic';
  remembered: boolean;
  rows: number | null;
  rowsExact: boolean;
  headers: string[];
  sample: string[][];
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

export interface KnownSource {
  name: string;
  kind: string;
  title: { zh: string; en: string };
  columns: string[];
  fields: string[];
}

/** Of a platform's file the columns it has; of a generic one the fields it may fill. */
export const knownSources = (): KnownSource[] =>
  sources().map(({ name, kind, title, versions, fields }) => ({
    ...{
      name,
      kind,
      title,
      columns: [...new Set(versions.flatMap(({ has }) => has))],
      fields: Object.keys(fields),
    },
  }));

/** The file's head under what has been chosen so far. */
export async function look(
  _ctx: AppContext,
  file: { path: string; name: string },
  chosen: Chosen,
): Promise<Result<Look>> {
  const shape = await lookAt(file.path, file.name);
  if (!shape.ok) return shape;
  const records = firstRecords(shape.value, 21 + (chosen.options.header_at ?? 0)).slice(
    chosen.options.header_at ?? 0,
  );
  const [header, ...sample] = records;
  return ok({
    ...{
      source: chosen.source ?? 'generic_orders',
      version: '',
      confidence: 'generic',
      remembered: false,
      rows: null,
      rowsExact: false,
    },
    ...{
      headers: header?.cells ?? [],
      sample: sample.map((record) => record.cells),
      mapping: chosen.mapping ?? {},
      needed: [],
    },
    ...{ preview: [], problems: [], questions: [] },
  });
}
