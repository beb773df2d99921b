/** Keys of the numbers that lead to somebody: a link to nobody is none. */
export const linked = (keys: Record<string, [number, string]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(keys).flatMap(([column, [n, key]]) => (n > 0 ? [[column, key]] : [])),
  );
