import type { AnyReport, Ask } from './contract.ts';
import { Statement } from './statement.ts';

/** Whom the number of this key counts, as SQL to be read in any statement; undefined where there is none. */
export function peopleCounted(
  report: AnyReport,
  ask: Ask,
  key: string,
  options: unknown,
): ((statement: Statement) => string) | undefined {
  const { people } = report;
  if (people?.(ask, key, new Statement(), options) === undefined) return undefined;
  return (statement) => people(ask, key, statement, options) ?? 'SELECT NULL';
}
