/** What pages use of the app around them. */
export { useAddress } from './address-bar.ts';
export { address, api, ApiProblem, type Params } from './api.ts';
export { Door } from './door.tsx';
export { useForm } from './form.ts';
export { useLater } from './later.ts';
export { useSample } from './sample.ts';
export { SearchBox } from './search-box.tsx';
export { useGet, usePages, useRefresh, useSend, type List } from './queries.ts';
export {
  chooseLanguage,
  enter,
  setupQuery,
  useMay,
  useSession,
  type RoleName,
  type Session,
} from './session.ts';
