import type { Tx } from '../../platform/postgres/index.ts';
import { fitsShortLink, shortLink, type LinkMaker } from './links.ts';

interface Written {
  touch: number;
  text: string;
  html: string | null;
  /** Links of our own, which count by themselves. */
  keep: (string | null)[];
}

const URL_IN_TEXT = /https?:\/\/[^\s<>"'（）【】，。；！？]+/g;
const HREF = /(<a\b[^>]*?\bhref=")(https?:\/\/[^"]+)(")/g;
/** What a mail shows is either a thing whose inside is no text to link in, a tag, or text. */
const PIECES = /<!--[\s\S]*?-->|<(a|style|script|title|head)\b[\s\S]*?<\/\1\s*>|<[^>]*>|[^<]+/gi;

const unescaped = (url: string): string => url.replaceAll('&amp;', '&');

/** The full stop of a sentence is no part of the address; a bracket only if it was opened there. */
function trimmed(url: string): string {
  const end =
    /(?:[.,:!?'*_~\]]|(?<!&amp);)+$|&(?:quot|#39|lt|gt);.*$/.exec(url)?.index ?? url.length;
  const rest = url.slice(0, end);
  const open = rest.endsWith(')') && !rest.includes('(');
  return open || end < url.length ? trimmed(open ? rest.slice(0, -1) : rest) : rest;
}

/** Each address written out in a text, replaced; what was cut off behind it stays. */
const inText = (text: string, replace: (url: string) => string): string =>
  text.replaceAll(URL_IN_TEXT, (found) => {
    const url = trimmed(found);
    return replace(url) + found.slice(url.length);
  });

/** Links of a mail, and addresses written out in its text, which mail programs would link by themselves, uncounted. */
function inHtml(html: string, link: (url: string) => string, written: (url: string) => string) {
  return html.replaceAll(PIECES, (piece) => {
    if (!piece.startsWith('<')) return inText(piece, written);
    return piece.replaceAll(
      HREF,
      (_, before: string, url: string, after: string) => `${before}${link(url)}${after}`,
    );
  });
}

function urlsIn({ text, html, keep }: Written): string[] {
  const urls: string[] = [];
  const seen = (url: string): string => {
    urls.push(unescaped(url));
    return url;
  };
  inText(text, seen);
  if (html !== null) inHtml(html, seen, seen);
  return urls.filter((url) => !keep.includes(url));
}

/** Known ones are only read: most campaigns have a handful of targets. */
async function targetsOf(tx: Tx, urls: string[]): Promise<Map<string, number>> {
  if (urls.length === 0) return new Map();
  await tx.run(
    'INSERT INTO link_target (url) SELECT DISTINCT unnest($1::text[]) EXCEPT SELECT url FROM link_target WHERE url = ANY($1) ON CONFLICT DO NOTHING',
    [urls],
  );
  const rows = await tx.query<{ id: number; url: string }>(
    'SELECT id, url FROM link_target WHERE url = ANY($1)',
    [urls],
  );
  return new Map(rows.map(({ id, url }) => [url, id]));
}

/** Every link of the shop's becomes a short one that counts the click and leads on. In the order of `written`. */
export async function shorten(
  tx: Tx,
  maker: LinkMaker,
  written: Written[],
): Promise<{ text: string; html: string | null }[]> {
  if (maker.publicUrl === null) return written.map(({ text, html }) => ({ text, html }));
  const targets = await targetsOf(tx, [...new Set(written.flatMap(urlsIn))]);
  return written.map((one) => {
    const short = (url: string): string => {
      const target = targets.get(url);
      const fits =
        target !== undefined && !one.keep.includes(url) && fitsShortLink(one.touch, target);
      return fits ? shortLink(maker, one.touch, target) : url;
    };
    // As it was written, where it was: only what becomes short is touched.
    const href = (url: string): string => {
      const now = short(unescaped(url));
      return now === unescaped(url) ? url : now;
    };
    const linked = (url: string): string => {
      const now = href(url);
      return now === url ? url : `<a class="link" href="${now}">${url}</a>`;
    };
    return {
      text: inText(one.text, short),
      html: one.html === null ? null : inHtml(one.html, href, linked),
    };
  });
}
