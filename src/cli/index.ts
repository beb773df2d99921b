export type { Config } from './config.ts';
export { runCli } from './program.ts';
export type { Engine, Runtime, Serving } from './engine.ts';
