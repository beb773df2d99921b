import { Command, CommanderError } from 'commander';
import { languageFrom, readConfig, type Config, type Options } from './config.ts';
import type { Engine } from './engine.ts';
import { serveCommand } from './serve.ts';
import { explain, tell } from './words.ts';

type Action = (config: Config, ...args: unknown[]) => Promise<number>;

/** A database problem that the person at the keyboard can mend carries its own sentences. */
interface Mendable {
  en: string;
  zh: string;
}
const isMendable = (error: unknown): error is Error & Mendable =>
  error instanceof Error && 'en' in error && 'zh' in error;

function makeProgram(
  engine: Engine,
  act: (action: Action) => (...args: unknown[]) => Promise<void>,
): Command {
  const program = new Command('regulars').description(
    'Regulars (回头客): keep the customers your store already has.',
  );
  program
    .option('--data <dir>', 'data folder (default ./data, or REGULARS_DATA)')
    .option(
      '--database-url <url>',
      'a PostgreSQL server instead of the built-in one (or REGULARS_DATABASE_URL)',
    )
    .option('--lang <zh|en>', 'language of what is said here (default: LANG)');
  program
    .command('serve')
    .description('start the server / 启动服务')
    .option('--port <port>', 'default 8686')
    .option('--host <address>', 'default 127.0.0.1: this machine only')
    .option('--services <list>', 'web, worker (default both)')
    .option('--public-url <url>', 'the address people use when it is not this machine')
    .option('--trust-proxy', 'believe X-Forwarded-For: only behind a proxy of your own')
    .action(act((config) => serveCommand(engine, config)));
  return program;
}

/** Runs one command line and gives its exit code: 0 done, 1 could not be done, 2 not understood. */
export async function runCli(argv: string[], engine: Engine): Promise<number> {
  let code = 0;
  const act =
    (action: Action) =>
    async (...args: unknown[]): Promise<void> => {
      const command = args.at(-1) as Command;
      const config = readConfig(command.optsWithGlobals<Options>(), process.env);
      code = config.ok ? await action(config.value, ...args) : explain(config.problem, 'en') + 1;
    };
  const program = makeProgram(engine, act).exitOverride();
  for (const command of program.commands) command.exitOverride();
  try {
    await program.parseAsync(argv);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!isMendable(error)) throw error;
    tell(languageFrom(program.opts<Options>(), process.env) === 'zh' ? error.zh : error.en);
    return 1;
  }
}
