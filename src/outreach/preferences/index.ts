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
export { birthdayOf, sayBirthday, type Birthday } from './birthday.ts';
export { chooseTopics, topicsOf, type TopicWish } from './topics.ts';
