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

const unescaped = (url: string): string => url.replaceAll('&amp;', '&');

const urlsIn = ({ text, html, keep }: Written): string[] =>
  [...text.matchAll(URL_IN_TEXT)]
    .map(([url]) => url)
    .concat([...(html ?? '').matchAll(HREF)].map(([, , url]) => unescaped(url ?? '')))
    .filter((url) => !keep.includes(url));

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
    return {
      text: one.text.replaceAll(URL_IN_TEXT, (url) => short(url)),
      html:
        one.html?.replaceAll(HREF, (whole, before: string, url: string, after: string) => {
          const plain = unescaped(url);
          const now = short(plain);
          return now === plain ? whole : `${before}${now}${after}`;
        }) ?? null,
    };
  });
}
