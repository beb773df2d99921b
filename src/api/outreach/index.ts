export { presentFully, presentTouch, worded } from './present.ts';
export { keepSending, roadOf } from './road.ts';
export { TouchAnswer, TouchFullyAnswer, Worded } from './schema.ts';
