import type { Problem, Result } from '../kernel/index.ts';
import type { Config } from './config.ts';

/** The API in this very process. */
export interface Runtime {
  fetch(request: Request, env?: object): Response | Promise<Response>;
  localToken: string;
  /** One more thing to close, before all that was opened earlier. */
  add(step: () => unknown): void;
  close(): Promise<void>;
}

export interface Serving {
  url: string;
  close(): Promise<void>;
}

interface HeldBy {
  pid: number;
  since: string;
  url?: string;
  token?: string;
}

/** What main.ts lends the command line: the rest of the house stays out of its sight. */
export interface Engine {
  /** Not ok with a `holder`: another process has the data folder, and perhaps an address. */
  open(config: Config): Promise<Result<Runtime> | { ok: false; problem: Problem; holder: HeldBy }>;
  serve(config: Config): Promise<Result<Serving>>;
  /** Replaces everything by a backup, which needs the data folder for itself. */
  restore(config: Config, file: string): Promise<Result<{ rows: number; made_at: string }>>;
}
