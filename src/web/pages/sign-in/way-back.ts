/** Only a page of this very site: an address in a link must not lead elsewhere after signing in. */
export function wayBack(next: string | undefined): string {
  const here = 'http://here.invalid';
  if (!next?.startsWith('/') || !URL.canParse(next, here)) return '/';
  const { origin, pathname, search } = new URL(next, here);
  // `/\\elsewhere` and a tab in the middle are other sites to a browser: let its own reader judge.
  return origin === here && !pathname.startsWith('//') ? `${pathname}${search}` : '/';
}
