export { ensureBusiness, hasUsers, lockUsers, renameBusiness, type Business } from './business.ts';
export {
  addInvite,
  findInvite,
  listInvites,
  revokeInvite,
  spendInvite,
  type Invite,
} from './invites.ts';
export { checkPassword, losesLastOwner, shouldMarkSeen } from './rules.ts';
export {
  Credentials,
  Email,
  LanguageCode,
  NewAccount,
  Password,
  PersonName,
  Role,
  Setup,
} from './schema.ts';
export {
  findSession,
  listSessions,
  markSeen,
  openSession,
  revokeSession,
  revokeSessions,
  type SessionRow,
  type SessionUser,
} from './sessions.ts';
export {
  addToken,
  findToken,
  listTokens,
  markUsed,
  revokeToken,
  TOKEN_PREFIX,
  type TokenRow,
  type TokenUser,
} from './tokens.ts';
export {
  addUser,
  changeMembership,
  changeOwnDetails,
  changePassword,
  findPassword,
  findUser,
  listUsers,
  otherOwners,
  setDisabled,
  type User,
} from './users.ts';
