import { useAddress } from '../../app/index.ts';

/** What narrows every report; a report's own choices come beside them. */
export const FILTERS = [
  'shop',
  'as_of',
  'since',
  'until',
  'region',
  'category',
  'segment',
] as const;
export type Filter = (typeof FILTERS)[number];

/** The filters and choices in the address, those that are set. */
export function useAsked(choices: string[] = []) {
  const { search, set } = useAddress();
  const all = [...FILTERS, ...choices].flatMap((name) => {
    const value = search[name];
    return value ? [[name, value] as const] : [];
  });
  const asked: Record<string, string> = Object.fromEntries(all);
  // As of when is no filter: it leaves nobody out.
  const narrowed = FILTERS.some((name) => name !== 'as_of' && name in asked);
  const clear = () => set(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  return { asked, set, narrowed, clear };
}

export type Asked = Record<string, string>;
