import type { Source } from '../source.ts';

export interface Recognised {
  source: Source;
  version: string;
}

/** The platform's file these headers are of: the version that asks for most columns. */
export function recognise(
  sources: readonly Source[],
  headers: readonly string[],
): Recognised | undefined {
  const has = new Set(headers);
  const found = sources.flatMap((source) =>
    source.versions
      .filter(
        (version) =>
          version.has.every((name) => has.has(name)) &&
          !version.lacks?.some((name) => has.has(name)),
      )
      .map((version) => ({ source, version: version.version, asked: version.has.length })),
  );
  const [best] = found.toSorted((a, b) => b.asked - a.asked);
  return best && { source: best.source, version: best.version };
}
