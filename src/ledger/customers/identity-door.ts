export { suggestTies } from './identity-attach.ts';
export { makeIncomingMembers, writeMembers } from './identity-details.ts';
export { BUYER_COLUMNS, makeIncomingBuyers, resolveBuyers } from './identity.ts';
export { replayCustomers, resetCustomers, settleCustomers } from './identity-undo.ts';
