export { isPublicAddress } from './addresses.ts';
export { callHttp, type HttpCall, type HttpResult } from './call.ts';
export { isRefusedHost, publicLookup, RefusedAddress } from './lookup.ts';
