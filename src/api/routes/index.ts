import type { AppContext } from '../context.ts';
import type { App } from '../endpoint.ts';
import { routes as session } from './session.ts';
import { routes as setup } from './setup.ts';

/** The one place where routes are plugged in: a line a noun. */
const NOUNS = [setup, session];

export function registerRoutes(app: App, ctx: AppContext): void {
  for (const routes of NOUNS) routes(app, ctx);
}
