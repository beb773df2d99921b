/**
 * Waits for each even when one fails, then throws its error: a tick that ended while something was still under
 * way would take that for the remains of a dead worker.
 */
export async function allDone(started: Promise<unknown>[]): Promise<void> {
  await Promise.allSettled(started);
  await Promise.all(started);
}
