import { type Field, type FieldType, type Kind, typeOf } from './fields.ts';
import { KINDS } from './mapping/index.ts';
import type { Source } from './source.ts';

/** A source as `regulars sources` and GET /v1/sources show it. */
export interface SourceEntry {
  name: string;
  title: { zh: string; en: string };
  kind: Kind;
  versions: string[];
  /** Canonical fields with the columns of the file they come from (none: any column may be chosen). */
  columns: { field: Field; type: FieldType; required: boolean; from: string[] }[];
}

export const sourceList = (sources: readonly Source[]): SourceEntry[] =>
  sources.map((source) => ({
    name: source.name,
    title: source.title,
    kind: source.kind,
    versions: source.versions.map(({ version }) => version),
    columns: source.versions.length ? own(source) : any(source.kind),
  }));

function own(source: Source): SourceEntry['columns'] {
  return (Object.entries(source.fields) as [Field, readonly string[] | string][]).map(
    ([field, from]) => ({
      field,
      type: typeOf(field),
      required: field === 'order_number',
      from:
        typeof from === 'string'
          ? [
              ...new Set(
                [...from.matchAll(/\{(?!\d+(?:,\d*)?\})([^{}]+)\}/g)].map(
                  (match) => match[1] ?? '',
                ),
              ),
            ]
          : [...from],
    }),
  );
}

function any(kind: Kind): SourceEntry['columns'] {
  const { must, may } = KINDS[kind];
  return [...new Set([...must.flat(), ...may])].map((field) => ({
    field,
    type: typeOf(field),
    required: must.some((some) => some.length === 1 && some[0] === field),
    from: [],
  }));
}
