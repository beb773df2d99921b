/**
 * Waits for each even when one fails: a tick that ended while something was still under way would take that for
 * the remains of a dead worker.
 */
export async function allDone<T extends readonly unknown[]>(
  started: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(started);
  return Promise.all(started) as Promise<unknown> as Promise<T>;
}
