const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text inside a page or an attribute of it. */
export const escapeHtml = (text: unknown): string =>
  String(text).replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
