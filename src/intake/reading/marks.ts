/**
 * Where bytes were no text of the file's encoding, decoding leaves a mark in the text, so that the
 * record around it can be refused by name. Both are noncharacters of Unicode: no real text holds them,
 * while U+FFFD is in many exports, lost long before the file reached us.
 */
export const UNREADABLE = '\uFDD0';
/** Stands before text that was read in the other encoding of a mixed file. */
export const OTHER = '\uFDD1';

const ANY = /[\uFDD0\uFDD1]/;

export type EncodingProblem = 'bad_encoding' | 'mixed_encoding';

/** What the marks in a text say; nothing in nearly all of them. */
export function markIn(text: string): EncodingProblem | undefined {
  if (!ANY.test(text)) return undefined;
  return text.includes(UNREADABLE) ? 'bad_encoding' : 'mixed_encoding';
}

/** The text as a person may see it. */
export const unmarked = (text: string): string =>
  ANY.test(text) ? text.replaceAll(UNREADABLE, '\uFFFD').replaceAll(OTHER, '') : text;
