export { isStop } from './stop-words.ts';
export {
  choose,
  isTicked,
  preferencesOf,
  waysShown,
  type Preferences,
  type Said,
} from './store.ts';
export { peopleAt, stop, stopAt, type ReadAt } from './stop.ts';
