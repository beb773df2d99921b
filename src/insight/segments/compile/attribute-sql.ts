import type { Params } from './params.ts';
import type { AttributeTest } from './query.ts';

const READ: Record<AttributeTest['as'], string> = {
  text: 'lower(a.value)',
  number: 'TRY_CAST(a.value AS DOUBLE)',
  day: 'TRY_CAST(a.value AS DATE)',
  yes_no: 'TRY_CAST(a.value AS BOOLEAN)',
};
const GIVEN: Record<AttributeTest['as'], string> = {
  text: 'lower(?)',
  number: '?',
  day: 'CAST(? AS DATE)',
  yes_no: '?',
};

function compared({ as, operator, operands }: AttributeTest, params: Params): string {
  const value = READ[as];
  if (operator === 'IS NULL') return 'TRUE';
  const given = operands.map((one) => params.fill(GIVEN[as], one));
  if (operator === 'CONTAINS') return `contains(${value}, ${given[0]})`;
  if (operator === 'BETWEEN') return `${value} BETWEEN ${given[0]} AND ${given[1]}`;
  return operator === 'IN'
    ? `${value} IN (${given.join(', ')})`
    : `${value} ${operator} ${given[0]}`;
}

/** Attributes hang on profiles and have a time: any profile of the person, as it was then. */
export function attributeSql(test: AttributeTest, params: Params): string {
  const until = `(SELECT coalesce(max(until), TIMESTAMP 'infinity') FROM lens.main.cutoffs(${params.asOf}))`;
  const key = params.bind(test.key);
  const not = test.operator === 'IS NULL' ? 'NOT ' : '';
  return `t.person_id ${not}IN (SELECT c.person_id FROM lens.main.customer_attribute a JOIN lens.main.customer c ON c.id = a.customer_id
    WHERE lower(a.key) = lower(${key}) AND a.valid_from < ${until} AND (a.valid_to IS NULL OR a.valid_to >= ${until}) AND ${compared(test, params)})`;
}
