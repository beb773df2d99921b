import { Params } from './compile/params.ts';
import type { Operand, Query } from './compile/query.ts';
import { predicate } from './compile/sql.ts';

export interface Scope {
  /** Gives the statement a value and says its place: '$3'. */
  bind: (value: Operand) => string;
  /** The as_of day, as SQL. */
  asOf: string;
  /** Where the rows of traits come from, as SQL. */
  traits: string;
}

/** A SELECT of the ids of the people a segment holds. */
export function peopleOf(query: Query, { bind, asOf, traits }: Scope): string {
  return `SELECT t.person_id FROM ${traits} t WHERE ${predicate(query, new Params(bind, asOf))}`;
}
