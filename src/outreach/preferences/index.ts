export { isStop } from './stop-words.ts';
export {
  choose,
  isTicked,
  preferencesOf,
  stop,
  waysShown,
  type Preferences,
  type Said,
} from './store.ts';
