import { thread } from '../../platform/threads/index.ts';
import type { Tasks } from './tasks.ts';

const ask = thread(new URL('./fit.worker.js', import.meta.url));

/** Works something out in the forecast thread: the event loop only copies columns there and back. */
export const calculate = <Name extends keyof Tasks>(
  name: Name,
  input: Parameters<Tasks[Name]>[0],
): Promise<ReturnType<Tasks[Name]>> => ask(name, input) as Promise<ReturnType<Tasks[Name]>>;
