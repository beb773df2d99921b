export { render } from './render.ts';
export { tick, type Ticked } from './tick.ts';
export type { ClaimedTouch, OpenChannel, Outreach, Rendered } from './types.ts';
export { signOfLife, type SignOfLife } from './worker.ts';
