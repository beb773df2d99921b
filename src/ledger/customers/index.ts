export * from './identity-door.ts';
export { undoChange } from './change.ts';
export {
  addTag,
  editCustomer,
  removeAttribute,
  removeOccasion,
  removeTag,
  setAttribute,
  setOccasion,
  type Changed,
  type Editor,
} from './edit.ts';
export { erasePerson, erasureHash, obeyErasures, replayErasures, veiled } from './erasure.ts';
export { mergeCustomers, unmergeProfile } from './merge.ts';
export { ordersOf, type OrderOfCustomer } from './orders-of.ts';
export {
  customerPage,
  type Card,
  type ChangeRow,
  type Conversation,
  type CustomerPage,
} from './page.ts';
export { findPerson, isSeenBy, type Person } from './person.ts';
export { readKey } from './rules.ts';
export {
  AttributeInput,
  CustomerPatch,
  Key,
  OccasionDate,
  OccasionKind,
  TagInput,
} from './schema.ts';
export {
  acceptSuggestion,
  dismissSuggestion,
  listSuggestions,
  type Brief,
  type Suggestion,
} from './suggestions.ts';
export { tieOrder } from './tie.ts';
export { timeline, type TimelineItem } from './timeline.ts';
export { attributeKeys, exportDetails, type ExportDetails } from './export.ts';
