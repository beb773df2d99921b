export { DEFAULT_POLICY, EPRIVACY } from './defaults.ts';
export { Policy, type CapRule } from './schema.ts';
export {
  changePolicy,
  policyInForce,
  policyVersions,
  type PolicyInForce,
  type PolicyVersion,
} from './store.ts';
