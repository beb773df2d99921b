import { decodeId, encodeId } from '../../platform/crypto/index.ts';

/** The business and the address that links lead to. */
export interface LinkMaker {
  /** Null: people elsewhere cannot reach us, so there are no links. */
  publicUrl: string | null;
  business: { key: string; idKey: Buffer };
}

/** Ids of targets fit beside a touch's in 53 bits. */
const TARGETS = 2 ** 20;

const base = ({ publicUrl, business }: LinkMaker, path: string): string =>
  `${publicUrl}/${path}/${business.key}`;

/** Both lead to the same page; mail programs post to the first (RFC 8058). Signed: an id is one encrypted block. */
export function linksFor(maker: LinkMaker, touch: number) {
  if (maker.publicUrl === null) return { unsubscribe: null, preferences: null };
  const token = encodeId(maker.business.idKey, 'pref', touch).slice('pref_'.length);
  return {
    unsubscribe: `${base(maker, 'u')}/${token}`,
    preferences: `${base(maker, 'p')}/${token}`,
  };
}

/** The touch behind a link of ours; undefined for anything else. */
export const touchOfToken = (idKey: Buffer, token: string): number | undefined =>
  decodeId(idKey, 'pref', `pref_${token}`);

/** The short link of one target in one touch. */
export const shortLink = (maker: LinkMaker, touch: number, target: number): string =>
  `${base(maker, 'l')}/${encodeId(maker.business.idKey, 'lnk', touch * TARGETS + target).slice('lnk_'.length)}`;

export function shortLinkOf(
  idKey: Buffer,
  token: string,
): { touch: number; target: number } | undefined {
  const both = decodeId(idKey, 'lnk', `lnk_${token}`);
  return both === undefined
    ? undefined
    : { touch: Math.floor(both / TARGETS), target: both % TARGETS };
}

export const fitsShortLink = (touch: number, target: number): boolean =>
  target < TARGETS && Number.isSafeInteger(touch * TARGETS + target);

/** A picture of one point in a mail: loaded, it was opened. */
export const openLink = (maker: LinkMaker, touch: number): string | null =>
  maker.publicUrl === null
    ? null
    : `${base(maker, 'o')}/${encodeId(maker.business.idKey, 'opn', touch).slice('opn_'.length)}`;

export const touchOfOpen = (idKey: Buffer, token: string): number | undefined =>
  decodeId(idKey, 'opn', `opn_${token}`);
