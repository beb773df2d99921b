/** Edits (insert, delete, replace, swap neighbours) from one word to another. */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      row.push(swapped ? Math.min(best, before[j - 2]! + 1) : best);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/** The known word that was probably meant: near in letters, or the one that begins so. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const asked = word.toLowerCase().slice(0, 60);
  const allowed = Math.max(1, Math.floor(asked.length / 3));
  const ranked = known
    .map((one) => ({ one, far: distance(asked, one.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  const [best] = ranked;
  if (best !== undefined && best.far <= allowed) return best.one;
  return asked.length < 3 ? undefined : known.find((one) => one.toLowerCase().startsWith(asked));
}
