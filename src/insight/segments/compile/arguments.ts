import type { Parameter, SegmentFunction } from '../fields/index.ts';
import type { Argument, Call } from '../text/ast.ts';
import { Trouble, unknownWord } from '../text/trouble.ts';
import { operandOf } from './operands.ts';
import type { FactsTest, Settings } from './query.ts';

type Condition = FactsTest['conditions'][number];

function parameterOf(call: SegmentFunction, { name, nameSpan }: Argument): Parameter {
  const asked = name.toLowerCase();
  const found = call.parameters.find((one) => one.name === asked);
  if (found !== undefined) return found;
  const known = call.parameters.map((one) => one.name);
  const trouble = unknownWord('segment_unknown_parameter', name, nameSpan, known);
  Object.assign(trouble.problem.params!, { call: call.name, values: known.join(', ') });
  throw trouble;
}

const named = (call: SegmentFunction, name: string): Parameter =>
  call.parameters.find((one) => one.name === name)!;

/** `date: -90d` is since then; `date: 2026-03-01`, `date: today` is that very day. */
function dated(call: SegmentFunction, argument: Argument, settings: Settings): Condition[] {
  const [value] = argument.values;
  const operands = [operandOf(value!, { name: argument.name, type: 'date' }, settings)];
  const since = { parameter: named(call, 'since'), operands };
  const isSince =
    value!.kind === 'offset' || (value!.kind === 'named' && value!.value.endsWith('_ago'));
  return isSince ? [since] : [since, { parameter: named(call, 'until'), operands }];
}

function conditions(call: SegmentFunction, argument: Argument, settings: Settings): Condition[] {
  const parameter = parameterOf(call, argument);
  const second = argument.values[1];
  if (second !== undefined && !parameter.many)
    throw new Trouble('segment_one_value', second.span, { field: parameter.name });
  if (parameter.type === 'date') return dated(call, argument, settings);
  const operands = argument.values.map((value) => operandOf(value, parameter, settings));
  return [{ parameter, operands }];
}

/** The arguments of a call, each against its parameter. Throws Trouble. */
export function conditionsOf(leaf: Call, call: SegmentFunction, settings: Settings): Condition[] {
  const seen = new Set<string>();
  for (const { name, nameSpan } of leaf.args) {
    if (seen.has(name.toLowerCase())) throw new Trouble('segment_twice', nameSpan, { word: name });
    seen.add(name.toLowerCase());
  }
  return leaf.args.flatMap((argument) => conditions(call, argument, settings));
}
