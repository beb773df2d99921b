export { DEFAULT_POLICY } from './defaults.ts';
export { Policy, type CapRule } from './schema.ts';
export { changePolicy, policyInForce, type PolicyInForce } from './store.ts';
