export interface Shared {
  ask(): Promise<void>;
  /** When nothing runs any more; how it went does not matter. */
  settled(): Promise<void>;
}

/** One run at a time; whoever asks during a run gets the next one, as this one may have looked too early. */
export function shared(run: () => Promise<void>): Shared {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    ask: () => {
      if (running === undefined) return start();
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = undefined;
          return start();
        });
      return next;
    },
    async settled() {
      while (running !== undefined || next !== undefined)
        await (next ?? running)?.catch(() => undefined);
    },
  };
}
