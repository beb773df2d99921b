export { makeIncomingConversations, writeConversations } from './incoming.ts';
export { logConversation, resolveComplaint, type NewConversation } from './log.ts';
export { ConversationInput } from './schema.ts';
