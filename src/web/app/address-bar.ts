import { useNavigate, useSearch } from '@tanstack/react-router';

type Search = Record<string, string>;

/** `?sort=-spend&tag=tea` and nothing cleverer: values stay text, what is empty is left out. */
export const parseSearch = (text: string): Search => Object.fromEntries(new URLSearchParams(text));

export function writeSearch(search: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(search))
    if (typeof value === 'string' && value !== '') query.set(key, value);
  const text = query.toString();
  return text && `?${text}`;
}

/**
 * A page's filters and sort live in its address, so that a link carries them and Back undoes them.
 * `set({ tag: undefined })` takes one away.
 */
export function useAddress() {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = (change: Record<string, string | undefined>, options: { replace?: boolean } = {}) =>
    void navigate({
      to: '.',
      search: ((before: Search) => ({ ...before, ...change })) as never,
      replace: options.replace,
      resetScroll: false,
    });
  return { search, set };
}
