export { createApp } from './app.ts';
export type { AppContext } from './context.ts';
export { forgetOldKeys } from './idempotency.ts';
