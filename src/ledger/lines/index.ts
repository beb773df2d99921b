export { LOOKS_LIKE_NO_GOODS } from './looks.ts';
export { LineKind, LineRuleInput } from './schema.ts';
export {
  addLineRule,
  listLineRules,
  removeLineRule,
  suggestLineRules,
  UNDECIDED,
  undecidedTitles,
  type AddedRule,
  type LineRule,
  type LineSuggestion,
} from './store.ts';
