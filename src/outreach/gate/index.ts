export { obstaclesOf } from './obstacles.ts';
export { type Obstacle, type OpenRow } from './facts.ts';
export { decidePersons, gateSome, type GateAsks } from './gate.ts';
export { fullSteps } from './steps.ts';
export { RULES, type PersonFacts, type Rule, type Step, type Verdict } from './types.ts';
