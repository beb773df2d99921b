export { approvalsOf, removeApproval, saveApproval } from './approval-store.ts';
export { checkApproval, longestParam, type Approval } from './approvals.ts';
export { checkDraft, type CheckedIn } from './check.ts';
export type { Verdict } from './check-field.ts';
export { contextsOf, type Addressee } from './contexts.ts';
export type { Facts, Links } from './facts.ts';
export { FILTERS } from './filters.ts';
export { LIBRARY, type Ready } from './library/index.ts';
export { MANNERS, mannersFor, mannersOf, ownManners, saveManners } from './manners.ts';
export {
  languageFor,
  marketingLacks,
  renderMessage,
  type Rendered,
  type SmsWays,
} from './render.ts';
export {
  draftOfContent,
  renderTouches,
  type RenderedTouch,
  type TouchText,
  type Way,
} from './render-touches.ts';
export { SAMPLE_LINKS, sampleFacts, sampleParams } from './samples.ts';
export { savedSenders, saveSender, sendersOf, type Senders } from './senders.ts';
export { smsCost, smsSize, type SmsSize } from './sms.ts';
export {
  archiveTemplate,
  changeTemplate,
  createTemplate,
  findTemplate,
  listTemplates,
  templateVersions,
  topicsInUse,
  type SavedTemplate,
  type TemplateVersion,
} from './store.ts';
export { VARIABLES, type Variable } from './variables.ts';
export {
  ApprovalBody,
  Draft,
  TemplateBody,
  TemplateChange,
  VariantLanguage,
  type Manner,
} from './schema.ts';
