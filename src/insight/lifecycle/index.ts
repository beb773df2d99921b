export { stagesOf, type DatedStage } from './stages.ts';
export { purchasesOf } from './store.ts';
