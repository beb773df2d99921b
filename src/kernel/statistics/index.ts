export { hessian, inverse } from './curvature.ts';
export { digamma, gammaln, trigamma } from './gamma.ts';
export { logHyp2f1 } from './hypergeometric.ts';
export { minimise, type Minimum, type Smooth } from './minimise.ts';
export { normalQuantile } from './normal.ts';
