import type { Duck, DuckConnection } from '../platform/duckdb/index.ts';

export interface Readers {
  /** Lends a connection that looks into the lens; each has its own snapshot. */
  use<T>(fn: (connection: DuckConnection) => Promise<T>): Promise<T>;
  /**
   * Lends no more, and settles when nobody reads or waits to read any longer: an engine closed under a
   * running statement would crash.
   */
  close(): Promise<void>;
}

/** Node runs DuckDB's statements on its pool of four threads; more readers would only wait there. */
const MOST = 3;

export function openReaders(duck: Duck): Readers {
  const free: DuckConnection[] = [];
  const waiting: (() => void)[] = [];
  let open = 0;
  let users = 0;
  let closed = false;
  let left = (): void => undefined;

  async function fresh(): Promise<DuckConnection> {
    open++;
    try {
      const connection = await duck.connect();
      await connection.run('USE lens');
      return connection;
    } catch (error) {
      open--;
      throw error;
    }
  }

  async function take(): Promise<DuckConnection> {
    for (;;) {
      const connection = free.pop();
      if (connection !== undefined) return connection;
      if (open < MOST) return fresh();
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }

  async function lend<T>(fn: (connection: DuckConnection) => Promise<T>): Promise<T> {
    try {
      const connection = await take();
      try {
        return await fn(connection);
      } finally {
        free.push(connection);
      }
    } finally {
      waiting.shift()?.();
    }
  }

  return {
    async use(fn) {
      if (closed) throw new Error('the lens is closed');
      users++;
      try {
        return await lend(fn);
      } finally {
        users--;
        if (users === 0) left();
      }
    },
    close: () => {
      closed = true;
      return users === 0 ? Promise.resolve() : new Promise((resolve) => (left = resolve));
    },
  };
}
