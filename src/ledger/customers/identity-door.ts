export { suggestTies } from './identity-attach.ts';
export { makeIncomingMembers, writeMembers } from './identity-details.ts';
export { makeIncomingBuyers, resolveBuyers } from './identity.ts';
export { replayCustomers, resetCustomers, settleCustomers } from './identity-undo.ts';
