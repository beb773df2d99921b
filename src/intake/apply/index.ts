export { applyBatch } from './apply.ts';
export { lockIntake, openIncoming } from './incoming.ts';
export {
  Cancelled,
  type ApplyBatch,
  type ApplyCounts,
  type ApplyOptions,
  type ApplyProgress,
} from './context.ts';
