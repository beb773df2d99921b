import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import { explainInBoth, say } from './words.ts';

/** Until someone asks us to stop; a second time, at once. */
function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
      for (const name of ['SIGINT', 'SIGTERM'] as const)
        process.once(name, () => process.exit(130));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}

export async function serveCommand(engine: Engine, config: Config): Promise<number> {
  const started = performance.now();
  const serving = await engine.serve(config);
  if (!serving.ok) return explainInBoth(serving.problem, config.language);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  // Both languages: before anybody has chosen one.
  say(`回头客已启动，请打开 ${serving.value.url}`);
  say(`Regulars is running at ${serving.value.url} (ready in ${seconds} s; Ctrl-C stops it)`);
  await untilAsked();
  await serving.value.close();
  return 0;
}
