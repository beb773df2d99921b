export { makeIncomingOrders, pickChangedOrders, STATED_COLUMNS } from './incoming.ts';
export { mergeOrders } from './merge.ts';
export { keepTies, replayOrders, resetOrders, ruleUndoneLines } from './undo.ts';
export { clearReplacedLines, rememberSaidLines, writeOrders } from './write.ts';
export { recomputeDays } from './rezone.ts';
export { listOrders, ordersOfIds, type ListedOrder } from './list.ts';
export { DECIDING_RULE, hasLineRules, recastLines } from './recast.ts';
