/** A block has no name; this gives each one that lasts while it is edited and moved. */
const keys = new WeakMap<object, number>();
let last = 0;

export function keyOf(one: object): number {
  const known = keys.get(one);
  if (known !== undefined) return known;
  last += 1;
  keys.set(one, last);
  return last;
}

/** What takes another's place goes by its key. */
export function withKey<T extends object>(one: T, before: object): T {
  keys.set(one, keyOf(before));
  return one;
}
