import type { Argument, Call, Clause, Expression, Plain } from './ast.ts';
import { KEYWORDS } from './cursor.ts';

export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const isPlainName = (part: string): boolean =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part) && !KEYWORDS.includes(part.toUpperCase());

/** attribute.skin_type, attribute.'skin type' */
export function printName(name: string): string {
  const dot = name.indexOf('.');
  if (dot < 0) return name;
  const key = name.slice(dot + 1);
  return `${name.slice(0, dot)}.${isPlainName(key) ? key : quote(key)}`;
}

export function printValue(value: Plain): string {
  switch (value.kind) {
    case 'text':
      return quote(value.value);
    case 'number':
      // Never 1e-7, which the language does not have.
      return value.value.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 15 });
    case 'offset':
      return `${value.amount < 0 ? '-' : '+'}${Math.abs(value.amount)}${value.unit}`;
    case 'boolean':
    case 'day':
    case 'named':
      return String(value.value);
  }
}

const list = (values: Plain[]): string => `(${values.map(printValue).join(', ')})`;

function printClause({ field, operator, values }: Clause): string {
  const start = `${printName(field)} ${operator}`;
  if (values.length === 0) return start;
  if (operator === 'BETWEEN') return `${start} ${values.map(printValue).join(' AND ')}`;
  if (operator === 'IN' || operator === 'NOT IN') return `${start} ${list(values)}`;
  return `${start} ${printValue(values[0]!)}`;
}

const printArgument = ({ name, values }: Argument): string =>
  `${name}: ${values.length === 1 ? printValue(values[0]!) : list(values)}`;

const printCall = ({ name, args }: Call): string =>
  `${name}(${args.map(printArgument).join(', ')})`;

const inside = (expression: Expression): string =>
  expression.kind === 'and' || expression.kind === 'or'
    ? `(${print(expression)})`
    : print(expression);

/** The one way a segment is written: what `parse` reads back as the same tree. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'clause':
      return printClause(expression);
    case 'call':
      return printCall(expression);
    case 'not':
      return `NOT ${inside(expression.of)}`;
    case 'and':
      return expression.of.map(inside).join(' AND ');
    case 'or':
      // AND binds tighter, so its parentheses here are for the reader.
      return expression.of.map(inside).join(' OR ');
  }
}
