export { detailRoutes } from './details.ts';
export { listRoutes } from './list.ts';
export { maskChanges, maskFor, type Mask, maskOrder, maskPage, maskSuggestion } from './mask.ts';
export {
  presentOrder,
  presentOrderRow,
  presentPage,
  presentSuggestion,
  presentTimeline,
} from './present.ts';
export {
  CustomerAnswer,
  CustomerOrder,
  Edited,
  OrderRow,
  SuggestionAnswer,
  TimelineEntry,
} from './schema.ts';
export { traitRoutes } from './traits.ts';
export { ById, customerOf, editAs } from './who.ts';
