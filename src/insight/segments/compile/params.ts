import type { DuckParam } from '../../../platform/duckdb/index.ts';
import type { Relation } from '../../forecast/index.ts';
import type { Operand } from './query.ts';

export interface Giving {
  /** Gives the statement a value and says its place: '$3'. */
  bind: (value: DuckParam) => string;
  asOf: string;
  moneyIn?: string | null;
  /** What is expected of everybody (insight/forecast). */
  forecasts: Relation;
}

/** Gives a statement the values; what people wrote never becomes SQL. */
export class Params {
  readonly bind: (value: DuckParam) => string;
  /** The as_of day, as SQL. */
  readonly asOf: string;
  /** What amounts are compared in, where orders must be converted to it first. */
  readonly moneyIn: string | null;
  readonly #forecasts: Relation;

  constructor({ bind, asOf, moneyIn = null, forecasts }: Giving) {
    this.#forecasts = forecasts;
    this.bind = bind;
    this.asOf = asOf;
    this.moneyIn = moneyIn;
  }

  get forecasts(): string {
    return this.#forecasts({ given: (value, type) => `CAST(${this.bind(value)} AS ${type})` });
  }

  /** The SQL with each `?` bound to the value. */
  fill(sql: string, value: Operand): string {
    return sql.replaceAll('?', () => this.bind(value));
  }
}
