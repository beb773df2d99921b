/** What goes on after an answer was given. */
const running = new Set<Promise<unknown>>();
let hear: (error: unknown) => void = () => undefined;

/** Nobody waits for it. */
export function goOn(work: Promise<unknown>): void {
  const going = work.catch((error: unknown) => hear(error)).finally(() => running.delete(going));
  running.add(going);
}

/** Who hears of a failure that no answer can tell of. */
export function hearForecastBugs(listener: (error: unknown) => void): void {
  hear = listener;
}

/** When nothing goes on any more: before the database closes. */
export async function forecastsSettled(): Promise<void> {
  while (running.size > 0) await Promise.allSettled(running);
}
