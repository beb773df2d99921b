import { answerTasks } from '../../platform/threads/index.ts';
import { TASKS } from './tasks.ts';

answerTasks(TASKS);
