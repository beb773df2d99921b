import type { Params } from './params.ts';
import type { FactsTest } from './query.ts';

type Condition = FactsTest['conditions'][number];

const anyOf = (sql: string, operands: Condition['operands'], params: Params): string => {
  const parts = operands.map((one) => params.fill(sql, one));
  return parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`;
};

/** Whether somebody without one fitting purchase passes: count_at_most: 2 does, count_at_least: 1 does not. */
function passesWithNone(conditions: Condition[]): boolean {
  const counted = conditions.filter(({ parameter }) => parameter.having !== undefined);
  return (
    counted.length > 0 &&
    counted.every(({ parameter: { name }, operands }) => {
      const wanted = Number(operands[0]);
      if (name.endsWith('_at_least')) return wanted <= 0;
      return name.endsWith('_at_most') ? wanted >= 0 : wanted === 0;
    })
  );
}

/** At least one is what being there at all says; grouping for it would cost most of the statement. */
const saysNothing = ({ parameter, operands }: Condition): boolean =>
  parameter.name === 'count_at_least' && Number(operands[0]) === 1;

function parts(test: FactsTest, kind: 'line' | 'order' | 'having', params: Params): string[] {
  return test.conditions.flatMap((condition) => {
    const sql = condition.parameter[kind];
    if (sql === undefined || saysNothing(condition)) return [];
    return [anyOf(sql, condition.operands, params)];
  });
}

function lines(test: FactsTest, params: Params): string {
  if (!test.call.lines) return '';
  const product = parts(test, 'line', params);
  const only =
    product.length === 0
      ? ''
      : ` AND l.product_id IN (SELECT p.id FROM lens.main.product p WHERE ${product.join(' AND ')})`;
  return ` JOIN lens.main.order_line l ON l.order_id = o.order_id AND l.kind = 'goods'${only}`;
}

/** Converting looks up a rate for every order, so only where amounts are asked of several currencies. */
function purchases({ conditions }: FactsTest, params: Params): string {
  const money = conditions.some(({ parameter }) => parameter.type === 'money');
  if (!money || params.moneyIn === null) return `lens.main.purchases(${params.asOf})`;
  return `lens.main.priced(${params.asOf}, NULL, ${params.bind(params.moneyIn)})`;
}

/** Who made the purchases it speaks of, as a semi-join on the facts as of the day. */
export function factsSql(test: FactsTest, params: Params): string {
  const none = passesWithNone(test.conditions);
  const from = `${purchases(test, params)} o${lines(test, params)}`;
  const where = ['o.person_id IS NOT NULL', ...parts(test, 'order', params)].join(' AND ');
  const having = parts(test, 'having', params).join(' AND ');
  const group =
    having === '' ? '' : ` GROUP BY o.person_id HAVING ${none ? `NOT (${having})` : having}`;
  // Whoever has none is in no group: asked the other way round, they are on the right side.
  const not = none !== test.negated ? 'NOT ' : '';
  return `t.person_id ${not}IN (SELECT o.person_id FROM ${from} WHERE ${where}${group})`;
}
