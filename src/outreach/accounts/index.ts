export { accountsOpener } from './open.ts';
export { ChannelInput } from './schema.ts';
export {
  findAccount,
  listAccounts,
  noteTested,
  pauseAccount,
  removeAccount,
  saveAccount,
  secretsOf,
  type Account,
} from './store.ts';
