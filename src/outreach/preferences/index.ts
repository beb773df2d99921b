export { isStop } from './stop-words.ts';
export { choose, preferencesOf, stop, type Preferences, type Said } from './store.ts';
