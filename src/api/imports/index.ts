export { deskOf, shopOfDraft, startBatch, startDryRun } from './desk.ts';
export { DRAFT_PREFIX, type Draft } from './drafts.ts';
export { knownSources, look } from './look.ts';
export { presentBatch, presentDraft, rejectText } from './present.ts';
export { AnyImport, DraftAnswer, ImportAnswer, ImportChange, RejectAnswer } from './schema.ts';
