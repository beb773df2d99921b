export { dayNumber, dayText, instantOf, wallOf, type Wall } from './clock.ts';
export { nextWithin, type Hours } from './hours.ts';
export { countryOf, zonesOf } from './places.ts';
