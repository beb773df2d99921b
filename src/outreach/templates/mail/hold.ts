import { escapeHtml, piecesOf } from '../liquid.ts';

// Letters of the private use area: no fact and no field of a template keeps any (see `unseen`).
const OPEN = '\uE000';
const CLOSE = '\uE001';
const HELD = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/**
 * Keeps Liquid out of MJML's way: what stands in a field is escaped as text, its Liquid is replaced by a
 * mark, and put back into the compiled HTML. So a mail is compiled once, and whatever a customer is
 * called is escaped when it is printed.
 */
export class Holder {
  readonly #held: string[] = [];

  mark(liquid: string): string {
    return `${OPEN}${this.#held.push(liquid) - 1}${CLOSE}`;
  }

  /** A field as HTML; line ends become line breaks where they are wanted. */
  field(text: string, lines = false): string {
    const seen = text.replaceAll(/[\uE000-\uF8FF]/g, '');
    return piecesOf(seen)
      .map((piece) => {
        if (!piece.literal) return this.mark(piece.text);
        const escaped = escapeHtml(piece.text);
        return lines ? escaped.replaceAll(/\r?\n/g, '<br />') : escaped;
      })
      .join('');
  }

  release(html: string): string {
    return html.replaceAll(HELD, (_, n: string) => this.#held[Number(n)] ?? '');
  }
}
