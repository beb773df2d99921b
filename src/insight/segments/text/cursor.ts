import type { Span, Value } from './ast.ts';
import type { Token } from './lexer.ts';
import { Trouble } from './trouble.ts';

/** Words of the language; they are no names. */
export const KEYWORDS = ['AND', 'OR', 'NOT', 'BETWEEN', 'IN', 'IS', 'NULL', 'CONTAINS', 'MATCHES'];

/** Where the parser stands in the tokens. Every refusal names the word it stands at. */
export class Cursor {
  readonly #tokens: Token[];
  readonly #text: string;
  #at = 0;
  clauses = 0;

  constructor(tokens: Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  get isEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** Where the token before ended. */
  get ended(): number {
    return this.#tokens[this.#at - 1]?.span.to ?? 0;
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at++;
    return token;
  }

  isKeyword(keyword: string): boolean {
    return this.token.kind === 'word' && this.token.word.toUpperCase() === keyword;
  }

  isSign(sign: string): boolean {
    return this.token.kind === 'sign' && this.token.sign === sign;
  }

  takeKeyword(keyword: string): boolean {
    return this.isKeyword(keyword) && this.next() !== undefined;
  }

  takeSign(sign: string): boolean {
    return this.isSign(sign) && this.next() !== undefined;
  }

  /** `what` names the sentence: segment_wants_<what>, or, at the end of the text, that it stops short. */
  wants(what: string): Trouble {
    const { kind, span } = this.token;
    if (kind === 'end') return new Trouble(`segment_ends_before_${what}`, span);
    return new Trouble(`segment_wants_${what}`, span, { word: this.words(span) });
  }

  words({ from, to }: Span): string {
    return this.#text.slice(from, Math.min(to, from + 40));
  }

  expectSign(sign: string, what: string): Token {
    if (!this.isSign(sign)) throw this.wants(what);
    return this.next();
  }

  expectKeyword(keyword: string): Token {
    if (!this.isKeyword(keyword)) throw this.wants(keyword.toLowerCase());
    return this.next();
  }

  expectValue(): Value {
    const { token } = this;
    if (token.kind !== 'value') throw this.wants(token.kind === 'word' ? 'quoted' : 'value');
    this.next();
    return { ...token.value, span: token.span };
  }
}
