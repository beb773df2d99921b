import { NAMED_DAYS, type NamedDay, type Plain, type Span, type Unit } from './ast.ts';
import { LIMITS, Trouble } from './trouble.ts';

export type Token =
  | { kind: 'word'; word: string; span: Span }
  | { kind: 'sign'; sign: string; span: Span }
  | { kind: 'value'; value: Plain; span: Span }
  | { kind: 'end'; span: Span };

/** What a Chinese keyboard types where the language wants plain signs. */
const WIDE: Record<string, string> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '：': ':',
  '＝': '=',
  '＜': '<',
  '＞': '>',
  '！': '!',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
};
/** Each opening quote with the signs that may close it. */
const QUOTES: Record<string, string> = {
  "'": "'",
  '"': '"',
  '‘': '’',
  '’': '’',
  '“': '”',
  '”': '”',
};

const DAY = /\d{4}-\d{2}-\d{2}(?![\p{L}\p{N}_])/uy;
const NAMED = new RegExp(`(?:${NAMED_DAYS.join('|')})(?![\\p{L}\\p{N}_.])`, 'uiy');
const OFFSET = /([+-]\d{1,5})([dwmy])(?![\p{L}\p{N}_])/iuy;
const NUMBER = /[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?![\p{L}\p{N}_.])/uy;
const WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;
const BLANK = /[\s\u3000]+/uy;

/** A number keeps its value when printed only up to so many digits. */
const MOST_DIGITS = 15;

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const isRealDay = (day: string): boolean => {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Inside, the closing quote is written twice. */
function quoted(text: string, from: number): Token {
  const close = QUOTES[text[from]!]!;
  let value = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== close) value += text[at];
    else if (text[at + 1] === close) value += text[at++];
    else return { kind: 'value', value: { kind: 'text', value }, span: { from, to: at + 1 } };
  }
  throw new Trouble('segment_quote_open', { from, to: text.length });
}

function numeric(text: string, from: number): Token | undefined {
  const day = take(DAY, text, from)?.[0];
  if (day !== undefined) {
    const span = { from, to: from + day.length };
    if (!isRealDay(day)) throw new Trouble('segment_no_such_day', span, { word: day });
    return { kind: 'value', value: { kind: 'day', value: day }, span };
  }
  const offset = take(OFFSET, text, from);
  if (offset !== null) {
    const [all, amount, unit] = offset;
    const value = {
      kind: 'offset' as const,
      amount: Number(amount),
      unit: unit!.toLowerCase() as Unit,
    };
    return { kind: 'value', value, span: { from, to: from + all.length } };
  }
  const number = take(NUMBER, text, from)?.[0];
  if (number === undefined) return undefined;
  const span = { from, to: from + number.length };
  if (number.replaceAll(/\D/g, '').length > MOST_DIGITS)
    throw new Trouble('segment_number_long', span, { word: number, max: MOST_DIGITS });
  // Not -0, which would not survive printing.
  return { kind: 'value', value: { kind: 'number', value: Number(number) || 0 }, span };
}

function word(text: string, from: number): Token | undefined {
  const named = take(NAMED, text, from)?.[0];
  if (named !== undefined) {
    const value = { kind: 'named' as const, value: named.toLowerCase() as NamedDay };
    return { kind: 'value', value, span: { from, to: from + named.length } };
  }
  const found = take(WORD, text, from)?.[0];
  if (found === undefined) return undefined;
  const span = { from, to: from + found.length };
  if (/^(true|false)$/i.test(found))
    return { kind: 'value', value: { kind: 'boolean', value: /^t/i.test(found) }, span };
  return { kind: 'word', word: found, span };
}

function sign(text: string, from: number): Token | undefined {
  const read = (at: number): string => WIDE[text[at] ?? ''] ?? text[at] ?? '';
  const one = read(from);
  const two = one + read(from + 1);
  const is = (found: string, length: number): Token => ({
    ...{ kind: 'sign', sign: found === '<>' ? '!=' : found },
    span: { from, to: from + length },
  });
  if (['<=', '>=', '!=', '<>'].includes(two)) return is(two, 2);
  return ['(', ')', ',', ':', '.', '=', '<', '>', '<=', '>=', '!='].includes(one)
    ? is(one, 1)
    : undefined;
}

/** The run of letters that cannot be read, for the message. */
const strange = (text: string, from: number): string =>
  /^[^\s()]{1,30}/u.exec(text.slice(from))?.[0] ?? text[from]!;

function next(text: string, from: number): Token {
  if (QUOTES[text[from]!] !== undefined) return quoted(text, from);
  const token = word(text, from) ?? numeric(text, from) ?? sign(text, from);
  if (token !== undefined) return token;
  const bad = strange(text, from);
  throw new Trouble('segment_strange', { from, to: from + bad.length }, { word: bad });
}

/** The text as tokens, the last one `end`. */
export function tokensOf(text: string): Token[] {
  if (text.length > LIMITS.characters) {
    const span = { from: LIMITS.characters, to: text.length };
    throw new Trouble('segment_too_long', span, { max: LIMITS.characters });
  }
  const tokens: Token[] = [];
  let at = take(BLANK, text, 0)?.[0].length ?? 0;
  while (at < text.length) {
    const token = next(text, at);
    tokens.push(token);
    at = token.span.to;
    at += take(BLANK, text, at)?.[0].length ?? 0;
  }
  return [...tokens, { kind: 'end', span: { from: text.length, to: text.length } }];
}
