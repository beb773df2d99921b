import type { DuckParam } from '../platform/duckdb/index.ts';

/** The values of one statement, numbered as they are given: text of the user never becomes SQL. */
export class Statement {
  readonly params: DuckParam[];

  constructor(params: DuckParam[] = []) {
    this.params = params;
  }

  given(value: DuckParam, type: string): string {
    this.params.push(value);
    return `CAST($${this.params.length} AS ${type})`;
  }
}
