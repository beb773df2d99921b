import { existsSync } from 'node:fs';
// oxlint-disable unicorn/require-post-message-target-origin -- threads have no origins
import { Worker, parentPort } from 'node:worker_threads';

type Answer = { id: number; value: unknown } | { id: number; error: Error };
interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
}

/** Long enough for a person to look at the next page, short enough that an idle server holds no heap for it. */
const IDLE_MS = 30_000;

/** Built, the worker stands as JavaScript beside the caller; from the sources it is TypeScript, and tsx reads it. */
function open(url: URL): Worker {
  if (existsSync(url)) return new Worker(url);
  const source = JSON.stringify(url.href.replace(/\.js$/, '.ts'));
  const script = `import('tsx/esm/api').then(({ register }) => (register(), import(${source})))`;
  return new Worker(script, { eval: true });
}

/**
 * A thread that works out one thing after another; started when first asked, gone when idle, and never
 * what keeps the process alive. Large columns come to it in shared memory (`columns` of DuckDB are).
 *
 * @example
 * const ask = thread(new URL('./fit.worker.js', import.meta.url));
 * const fit = await ask('fit', { model: 'bgnbd', groups });
 */
export function thread(url: URL): (task: string, input: unknown) => Promise<unknown> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let asked = 0;

  function settle(answer: Answer): void {
    const who = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) rest();
    if ('error' in answer) who?.reject(answer.error);
    else who?.resolve(answer.value);
  }

  function rest(): void {
    worker?.unref();
    idle = setTimeout(() => {
      void worker?.terminate();
      worker = undefined;
    }, IDLE_MS).unref();
  }

  function broke(error: Error): void {
    worker = undefined;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  return (task, input) =>
    new Promise((resolve, reject) => {
      clearTimeout(idle);
      worker ??= open(url).on('message', settle).on('error', broke);
      worker.ref();
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, task, input });
    });
}

// oxlint-disable-next-line typescript/no-explicit-any -- inputs of many kinds, checked where they are asked
type Task = (input: any) => unknown;

/** Typed arrays of an answer are the thread's own and go over whole; those it was given to read stay where they are. */
function handedOver(value: unknown): ArrayBuffer[] {
  if (typeof value !== 'object' || value === null) return [];
  const buffers = Object.values(value).flatMap((one: unknown) =>
    one instanceof Float64Array && one.buffer instanceof ArrayBuffer ? [one.buffer] : [],
  );
  return [...new Set(buffers)];
}

/** The other side: answers each task with what its function gives. */
export function answerTasks(tasks: Record<string, Task>): void {
  parentPort?.on('message', ({ id, task, input }: { id: number; task: string; input: unknown }) => {
    try {
      const value = tasks[task]!(input);
      parentPort?.postMessage({ id, value }, handedOver(value));
    } catch (error) {
      parentPort?.postMessage({ id, error });
    }
  });
}
