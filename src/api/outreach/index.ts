export { presentFully, presentStep, presentTouch, worded } from './present.ts';
export { keepSending, roadOf } from './road.ts';
export {
  CarryKind,
  CarryListAnswer,
  CarryListFullyAnswer,
  CarryListsAnswer,
  RehearsalAnswer,
  TouchAnswer,
  TouchFullyAnswer,
  Worded,
} from './schema.ts';
