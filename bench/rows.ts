/** One measured figure of a benchmark. */
export interface BenchRow {
  name: string;
  value: number;
  /** ms, s, ×, MB, rows/s … */
  unit: string;
  /** Against the reference measured in the same run: the figure that holds on another machine. */
  ratio?: number;
  /** What the issue asks for, in words: "≤ 5× bare COPY". */
  target?: string;
  note?: string;
}

export interface BenchOptions {
  /** Size of the simulated shop, where a benchmark has one. */
  customers?: number;
}

export interface Bench {
  run(options: BenchOptions): Promise<BenchRow[]>;
}
