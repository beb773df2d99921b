import type { CustomerSort } from './schema.ts';

/** Where a page ended: the sort it belongs to, the last row's key (null: it had none) and its person. */
export interface Place {
  sort: CustomerSort;
  key: string | number | null;
  id: number;
}

export const encodePlace = ({ sort, key, id }: Place): string =>
  Buffer.from(JSON.stringify([sort, key, id])).toString('base64url');

/** Undefined for anything but a cursor of this very sort. */
export function decodePlace(text: string, sort: CustomerSort): Place | undefined {
  try {
    const [from, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[];
    const plain = key === null || typeof key === 'string' || Number.isSafeInteger(key);
    return from === sort && plain && Number.isSafeInteger(id)
      ? { sort, key: key as Place['key'], id: id as number }
      : undefined;
  } catch {
    return undefined;
  }
}
