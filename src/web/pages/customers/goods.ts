import type { UnknownOrder } from './model.ts';

/** What was in an order, in a line. */
export function goodsOf({ lines }: Pick<UnknownOrder, 'lines'>): string {
  const titles = lines.map((line) => line.title ?? line.sku).filter(Boolean);
  return titles.length > 2
    ? `${titles.slice(0, 2).join(', ')} +${titles.length - 2}`
    : titles.join(', ');
}
