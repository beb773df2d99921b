export { isStop } from './stop-words.ts';
export { choose, preferencesOf, stop, waysShown, type Preferences, type Said } from './store.ts';
