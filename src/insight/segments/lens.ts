import { minorDigits } from '../../kernel/index.ts';
import type { Lens, Mark, Read } from '../../lens/index.ts';
import type { DuckParam } from '../../platform/duckdb/index.ts';
import type { Giving } from './compile/params.ts';
import { nobody, type Relation } from '../forecast/index.ts';
import type { Settings } from './compile/query.ts';

export interface Asked {
  /** Nothing later counts: YYYY-MM-DD. */
  asOf: string;
  /** The day it is. */
  today: string;
  /** Only people of these shops; null: all. */
  shops: number[] | null;
  /** What is expected of everybody as of then; absent: nothing is asked of it. */
  forecasts?: Relation;
}

interface Rows {
  /** Of traits. */
  table: string;
  currency: string | null;
  moneyIn: string | null;
  erased: number;
}

/** Everything a statement over people needs; its values gather here. */
export class People {
  readonly read: Read;
  readonly asked: Asked;
  /** What money is in; null where several currencies stand beside each other. */
  readonly currency: string | null;
  readonly #rows: Rows;
  params: DuckParam[] = [];

  constructor(read: Read, asked: Asked, rows: Rows) {
    this.read = read;
    this.asked = asked;
    this.currency = rows.currency;
    this.#rows = rows;
  }

  get settings(): Settings {
    return { asOf: this.asked.asOf, digits: minorDigits(this.currency ?? '') };
  }

  bind = (value: DuckParam): string => `$${this.params.push(value)}`;

  get giving(): Giving {
    const { asOf, forecasts = nobody } = this.asked;
    return { bind: this.bind, asOf: `DATE '${asOf}'`, moneyIn: this.#rows.moneyIn, forecasts };
  }

  /** The people one may see, without those we promised to forget; `t` is a row of traits. */
  get from(): string {
    const { shops } = this.asked;
    const { table, erased } = this.#rows;
    const only = [
      // To look for nobody among a million took a third of a count.
      ...(erased === 0
        ? []
        : ['t.person_id NOT IN (SELECT person_id FROM lens.main.person_row WHERE erased)']),
      ...(shops === null ? [] : [`list_has_any(t.shops, CAST(${this.bind(shops)} AS BIGINT[]))`]),
    ];
    return only.length === 0
      ? `${table} t`
      : `(SELECT * FROM ${table} t WHERE ${only.join(' AND ')}) t`;
  }

  /** Runs one statement with the values given to it, and makes room for the next. */
  async all<T>(sql: string): Promise<T[]> {
    const { params } = this;
    this.params = [];
    return this.read<T>(sql, params);
  }
}

/**
 * People as of a day. Today's rows stand ready; of any other day they are computed, for each statement
 * anew.
 */
export async function withPeople<T>(
  lens: Lens,
  asked: Asked,
  ask: (people: People) => Promise<T>,
): Promise<T> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asked.asOf)) throw new Error(`not a day: ${asked.asOf}`);
  return lens.view(async (read) => {
    const [mark] = (await read<Mark>('FROM lens.main.trait_mark')) as [Mark];
    const { currency, money_in: moneyIn, erased } = mark;
    const then = `lens.main.traits(DATE '${asked.asOf}', NULL, ${moneyIn === null ? 'NULL' : `'${moneyIn}'`}, NULL)`;
    const table = asked.asOf === asked.today ? 'lens.main.trait' : then;
    return ask(new People(read, asked, { table, currency, moneyIn, erased }));
  }, asked.today);
}
