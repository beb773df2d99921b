import type { Client } from './client.ts';
import type { Config } from './config.ts';

/** What a command works with: the API, wherever it runs. */
export interface Run {
  client: Client;
  config: Config;
}

type Handler = (...args: unknown[]) => Promise<void>;
export type Act = (action: (run: Run, ...args: unknown[]) => Promise<number>) => Handler;
/** For the few that need no API. */
export type ActAlone = (action: (config: Config, ...args: unknown[]) => Promise<number>) => Handler;
