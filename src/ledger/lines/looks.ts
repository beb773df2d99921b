import type { LineKind } from './schema.ts';

/**
 * What shipping, fees and adjustments are called, as PostgreSQL's regular expressions (\y is a word's
 * edge), held against titles and codes: POSTAGE, DOTCOM POSTAGE, 邮费补差价, AMAZONFEE; not "Post box".
 */
const LOOKS: readonly { kind: Exclude<LineKind, 'goods'>; words: string }[] = [
  {
    kind: 'shipping',
    words: String.raw`^(dotcom )?(postage|shipping|delivery|carriage|freight)\y|^(post|dot)$|^(运费|邮费|快递费|补邮)|邮费|运费`,
  },
  {
    kind: 'adjustment',
    words: String.raw`^(discounts?|adjust\w*|manual|samples|cruk commission|rounding)\y|补差价|差价|^(优惠|抵扣|改价|调整)`,
  },
  {
    kind: 'fee',
    words: String.raw`^bank charges\y|^amazon ?fee|^(handling|service|processing|transaction|payment) (fee|charge)s?\y|^(手续费|服务费|包装费|税费)`,
  },
];

export const LOOKS_LIKE_NO_GOODS = LOOKS.map(({ words }) => words).join('|');

/** The kind that a title and a code suggest; an expression of PostgreSQL. */
export const SUGGESTED_KIND = (title: string, sku: string): string =>
  `CASE ${LOOKS.map(({ kind, words }) => `WHEN ${title} ~* '${words}' OR ${sku} ~* '${words}' THEN '${kind}'`).join(' ')} END`;
