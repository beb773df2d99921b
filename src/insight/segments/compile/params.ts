import type { Operand } from './query.ts';

/** Gives a statement the values; what people wrote never becomes SQL. */
export class Params {
  readonly bind: (value: Operand) => string;
  /** The as_of day, as SQL. */
  readonly asOf: string;

  constructor(bind: (value: Operand) => string, asOf: string) {
    this.bind = bind;
    this.asOf = asOf;
  }

  /** The SQL with each `?` bound to the value. */
  fill(sql: string, value: Operand): string {
    return sql.replaceAll('?', () => this.bind(value));
  }
}
