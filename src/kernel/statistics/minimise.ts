/** Gives the value at `x` and writes the slope into `gradient`. */
export type Smooth = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  x: Float64Array;
  value: number;
  /** Of the inverse Hessian as the search came to know it: a good start for the next search. */
  inverse: Float64Array[];
  evaluations: number;
}

export interface Search {
  /** Stops when two steps running gain less than this. */
  tolerance?: number;
  /** No coordinate leaves ±bound: where a likelihood only flattens, the search must end somewhere. */
  bound?: number;
  most?: number;
  inverse?: Float64Array[];
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const unit = (n: number): Float64Array[] =>
  Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => Number(i === j)));

/** Rank-two update of the inverse Hessian by the step s and the change y of slope (Nocedal & Wright 6.17). */
function learn(inverse: Float64Array[], s: Float64Array, y: Float64Array): void {
  const sy = dot(s, y);
  if (sy < 1e-14) return;
  const hy = Float64Array.from(inverse, (row) => dot(row, y));
  const scale = (1 + dot(y, hy) / sy) / sy;
  inverse.forEach((row, i) => {
    for (let j = 0; j < row.length; j++)
      row[j]! += scale * s[i]! * s[j]! - (hy[i]! * s[j]! + s[i]! * hy[j]!) / sy;
  });
}

/** Downhill; where what was learnt points uphill, straight down. */
function direction(inverse: Float64Array[], gradient: Float64Array): Float64Array {
  const down = Float64Array.from(inverse, (row) => -dot(row, gradient));
  if (dot(down, gradient) < 0) return down;
  inverse.splice(0, inverse.length, ...unit(gradient.length));
  return gradient.map((g) => -g);
}

/**
 * BFGS with halving steps, for a handful of parameters on a logarithmic scale: a first step is at most
 * 1, and steps that leave the box are cut at it.
 */
export function minimise(f: Smooth, start: ArrayLike<number>, search: Search = {}): Minimum {
  const { tolerance = 1e-9, bound = 10, most = 300 } = search;
  let x = Float64Array.from(start);
  let gradient = new Float64Array(x.length);
  let value = f(x, gradient);
  const inverse = search.inverse?.map((row) => row.slice()) ?? unit(x.length);
  let evaluations = 1;
  for (let small = 0; small < 2 && evaluations < most;) {
    const way = direction(inverse, gradient);
    const longest = Math.max(...way.map(Math.abs));
    const slope = dot(way, gradient);
    let step = Math.min(1, 1 / longest);
    let next = x;
    let nextValue = Infinity;
    const nextGradient = new Float64Array(x.length);
    for (let halvings = 0; halvings < 40; halvings++, step *= halvings < 3 ? 0.5 : 0.2) {
      next = x.map((xi, i) => Math.max(-bound, Math.min(bound, xi + step * way[i]!)));
      nextValue = f(next, nextGradient);
      evaluations++;
      if (nextValue <= value + 1e-4 * step * slope) break;
    }
    if (!(nextValue <= value)) break;
    const moved = next.map((xi, i) => xi - x[i]!);
    learn(
      inverse,
      moved,
      nextGradient.map((g, i) => g - gradient[i]!),
    );
    small = value - nextValue < tolerance ? small + 1 : 0;
    [x, gradient, value] = [next, nextGradient, nextValue];
  }
  return { x, value, inverse, evaluations };
}
