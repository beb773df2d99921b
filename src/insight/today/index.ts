export {
  aroundDay,
  byMonth,
  tied,
  type Around,
  type Month,
  type Period,
  type Tied,
} from './today.ts';
export { pickTasks, type Facts, type Task } from './rules.ts';
export { readFacts } from './store.ts';
