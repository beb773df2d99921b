import type { DuckParam } from '../../../platform/duckdb/index.ts';

/** Collects the values; what people wrote never becomes SQL. */
export class Params {
  readonly values: DuckParam[];

  constructor(values: DuckParam[] = []) {
    this.values = values;
  }

  bind(value: DuckParam): string {
    return `$${this.values.push(value)}`;
  }

  /** The SQL with each `?` bound to the value. */
  fill(sql: string, value: DuckParam): string {
    return sql.replaceAll('?', () => this.bind(value));
  }
}

/** The as_of day is the first parameter of every statement. */
export const AS_OF = 'CAST($1 AS DATE)';
