export { budgetsFor, decide } from './decide.ts';
export { obstaclesOf } from './obstacles.ts';
export { grouped, longest, openTouch, reservation, type Obstacle, type OpenRow } from './facts.ts';
export { decidePersons, gateSome, type GateAsks } from './gate.ts';
export { lasting, loadShopZones, present, type Lasting, type Profile } from './lasting.ts';
export { PROFILES, TOUCH_COLUMNS } from './sql.ts';
export { RULES, type Rule } from './schema.ts';
export { fullSteps } from './steps.ts';
export {
  type Budget,
  type Consent,
  type OpenTouch,
  type PersonFacts,
  type Reservation,
  type Step,
  type Verdict,
} from './types.ts';
