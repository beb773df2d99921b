import type { Operand } from './query.ts';

export interface Giving {
  /** Gives the statement a value and says its place: '$3'. */
  bind: (value: Operand) => string;
  asOf: string;
  moneyIn?: string | null;
}

/** Gives a statement the values; what people wrote never becomes SQL. */
export class Params {
  readonly bind: (value: Operand) => string;
  /** The as_of day, as SQL. */
  readonly asOf: string;
  /** What amounts are compared in, where orders must be converted to it first. */
  readonly moneyIn: string | null;

  constructor({ bind, asOf, moneyIn = null }: Giving) {
    this.bind = bind;
    this.asOf = asOf;
    this.moneyIn = moneyIn;
  }

  /** The SQL with each `?` bound to the value. */
  fill(sql: string, value: Operand): string {
    return sql.replaceAll('?', () => this.bind(value));
  }
}
