import { Params, type Giving } from './compile/params.ts';
import type { Query } from './compile/query.ts';
import { predicate } from './compile/sql.ts';

export interface Scope extends Giving {
  /** Where the rows of traits come from, as SQL: a table or a macro. */
  traits: string;
}

/** Whether a person is in it, over a row `t` of the traits: true or false. */
export const holdsSql = (query: Query, giving: Giving): string =>
  `coalesce(${predicate(query, new Params(giving))}, false)`;

/** The same where only true counts: DuckDB prunes by it, which it does not by a coalesce. */
export const whereSql = (query: Query, giving: Giving): string =>
  predicate(query, new Params(giving));

/** A SELECT of the ids of the people a segment holds. */
export const peopleOf = (query: Query, scope: Scope): string =>
  `SELECT t.person_id FROM ${scope.traits} t WHERE ${whereSql(query, scope)}`;
