import type { Lens } from '../../lens/index.ts';
import { asOfParameter } from '../as-of.ts';
import { Statement } from '../statement.ts';
import type { Traits } from './schema.ts';

export interface TraitsAsked {
  person: number;
  /** A day or an instant; absent: the day it is. */
  asOf?: string | undefined;
  /** The day it is: the lens reads no clock. */
  today: string;
  /** Only these shops' facts; null: all. */
  shops: number[] | null;
}

/** A person's traits and the name of what they like best. */
export interface TraitsFound extends Traits {
  favourite_product: string | null;
}

const TITLE = `(SELECT coalesce(nullif(d.title, ''), d.sku) FROM lens.main.product d WHERE d.id = t.favourite_product_id) AS favourite_product`;

/**
 * Today's row stands ready; another day's is computed for the one person, over the parameters all
 * customers had then.
 */
export async function traitsOf(lens: Lens, asked: TraitsAsked): Promise<TraitsFound | undefined> {
  const { person, asOf = asked.today, today, shops } = asked;
  const ready = asOf === today && shops === null;
  if (ready) await lens.turnTo(today);
  const statement = new Statement();
  const id = statement.given(person, 'BIGINT');
  const rows = ready
    ? await lens.read<TraitsFound>(
        `SELECT t.*, ${TITLE} FROM lens.main.trait t WHERE t.person_id = ${id}`,
        statement.params,
      )
    : await then(lens, asOf, shops, id, statement);
  return rows[0];
}

/** In the currency today's rows are in, so that two days may be compared. */
async function then(
  lens: Lens,
  asOf: string,
  shops: number[] | null,
  id: string,
  statement: Statement,
): Promise<TraitsFound[]> {
  const { type, value } = asOfParameter(asOf);
  const at = statement.given(value, type);
  const only = statement.given(shops, 'BIGINT[]');
  const into = statement.given(lens.reportingCurrency, 'VARCHAR');
  return lens.read<TraitsFound>(
    `SELECT t.*, ${TITLE} FROM lens.main.traits(${at}, ${only}, ${into}, [${id}]) t`,
    statement.params,
  );
}
