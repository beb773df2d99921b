export { recoverBatches } from './recover.ts';
export {
  cellsOf,
  REASON_COLUMN,
  rejectsCsv,
  rejectsPage,
  safeCell,
  type Reject,
  type RejectsCsvOptions,
} from './rejects.ts';
export {
  openRunner,
  type RunnerOptions,
  type RunningBatch,
  type StageContext,
  type StageFile,
  type StageProgress,
} from './run.ts';
export {
  createBatch,
  getBatch,
  listBatches,
  type Batch,
  type BatchFilter,
  type BatchState,
  type NewBatch,
} from './store.ts';
