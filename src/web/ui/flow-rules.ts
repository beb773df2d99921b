/** Where the ends and ribbons of a flow stand: pure, in hundredths of its height. */

export interface Move {
  from: string;
  to: string;
  amount: number;
}

export interface End {
  name: string;
  amount: number;
  top: number;
  high: number;
  /** Where its words stand: beside its middle, pushed apart where ends are thin. */
  words: number;
}

export interface Ribbon extends Move {
  /** The upper edge and height at either side. */
  left: number;
  right: number;
  high: number;
}

const sumOf = (moves: Move[]): number => moves.reduce((sum, { amount }) => sum + amount, 0);

/** Each pushed down from the one above until they do not touch, then all back up into the frame. */
function apart(ends: End[], least: number): End[] {
  const placed: End[] = [];
  for (const end of ends) {
    const above = placed.at(-1);
    const words = Math.max(end.top + end.high / 2, above ? above.words + least : 0);
    placed.push({ ...end, words });
  }
  let below = 100 + least / 2;
  return placed
    .toReversed()
    .map((end) => {
      below = Math.min(end.words, below - least);
      return { ...end, words: below };
    })
    .toReversed();
}

function endsOf(names: string[], amountOf: (name: string) => number, least: number): End[] {
  const shown = names.filter((name) => amountOf(name) > 0);
  const gap = shown.length > 1 ? Math.min(3, 40 / shown.length) : 0;
  const all = shown.reduce((sum, name) => sum + amountOf(name), 0);
  const scale = (100 - gap * (shown.length - 1)) / all;
  let top = 0;
  const ends = shown.map((name) => {
    const end = { name, amount: amountOf(name), top, high: amountOf(name) * scale, words: 0 };
    top += end.high + gap;
    return end;
  });
  return apart(ends, least);
}

/** `names` give the order on both sides; `least` is the room a line of words needs. */
export function flowOf(moves: Move[], names: string[], least: number) {
  const going = moves.filter(({ amount }) => amount > 0);
  const amount = (side: 'from' | 'to') => (name: string) =>
    sumOf(going.filter((move) => move[side] === name));
  const lefts = endsOf(names, amount('from'), least);
  const rights = endsOf(names, amount('to'), least);
  const taken = new Map<string, number>();
  const place = (side: string, end: End | undefined, high: number) => {
    const before = taken.get(side) ?? 0;
    taken.set(side, before + high);
    return (end?.top ?? 0) + before;
  };
  const scaleOf = (end: End | undefined) => (end ? end.high / end.amount : 0);
  const order = (name: string) => names.indexOf(name);
  const sorted = going.toSorted(
    (a, b) => order(a.from) - order(b.from) || order(a.to) - order(b.to),
  );
  const ribbons = sorted.map((move): Ribbon => {
    const left = lefts.find(({ name }) => name === move.from);
    const right = rights.find(({ name }) => name === move.to);
    // Both sides hold the same people; with unlike gaps the thinner scale keeps ribbons inside.
    const high = move.amount * Math.min(scaleOf(left), scaleOf(right));
    return {
      ...move,
      high,
      left: place(`<${move.from}`, left, high),
      right: place(`>${move.to}`, right, high),
    };
  });
  return { lefts, rights, ribbons };
}
