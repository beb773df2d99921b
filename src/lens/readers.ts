import type { Duck, DuckConnection } from '../platform/duckdb/index.ts';

export interface Readers {
  /** Lends a connection that looks into the lens; each has its own snapshot. */
  use<T>(fn: (connection: DuckConnection) => Promise<T>): Promise<T>;
  /** When nobody reads any more: an engine closed under a running statement would crash. */
  idle(): Promise<void>;
}

/** Node runs DuckDB's statements on its pool of four threads; more readers would only wait there. */
const MOST = 3;

export function openReaders(duck: Duck): Readers {
  const free: DuckConnection[] = [];
  const waiting: (() => void)[] = [];
  const leaving: (() => void)[] = [];
  let open = 0;

  async function take(): Promise<DuckConnection> {
    for (;;) {
      const connection = free.pop();
      if (connection !== undefined) return connection;
      if (open < MOST) {
        open++;
        const fresh = await duck.connect();
        await fresh.run('USE lens');
        return fresh;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  return {
    async use(fn) {
      const connection = await take();
      try {
        return await fn(connection);
      } finally {
        free.push(connection);
        waiting.shift()?.();
        if (free.length === open) for (const resolve of leaving.splice(0)) resolve();
      }
    },
    idle: () =>
      free.length === open ? Promise.resolve() : new Promise((resolve) => leaving.push(resolve)),
  };
}
