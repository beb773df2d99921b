import { Command, CommanderError } from 'commander';
import type { Act, ActAlone } from './act.ts';
import { accountCommands } from './accounts.ts';
import { bounceCommand } from './bounce.ts';
import { connect } from './client.ts';
import { languageFrom, readConfig, type Options } from './config.ts';
import { customerCommands } from './customers.ts';
import { demoCommands } from './demo.ts';
import type { Engine } from './engine.ts';
import { forecastCommands } from './forecast.ts';
import { importCommands } from './import.ts';
import { purchaseCommands } from './purchases.ts';
import { reportCommands } from './report.ts';
import { segmentCommands } from './segments.ts';
import { serveCommand } from './serve.ts';
import { systemCommands } from './system.ts';
import { policyCommands } from './policy.ts';
import { touchCommands } from './touches.ts';
import { explain, tell } from './words.ts';

/** A database problem that the person at the keyboard can mend carries its own sentences. */
const isMendable = (error: unknown): error is Error & { en: string; zh: string } =>
  error instanceof Error && 'en' in error && 'zh' in error;

function makeProgram(): Command {
  return new Command('regulars')
    .description('Regulars (回头客): keep the customers your store already has.')
    .option('--data <dir>', 'data folder (default ./data, or REGULARS_DATA)')
    .option(
      '--database-url <url>',
      'a PostgreSQL server instead of the built-in one (or REGULARS_DATABASE_URL)',
    )
    .option('--lang <zh|en>', 'language of what is said here (default: LANG)')
    .exitOverride();
}

function addServe(program: Command, engine: Engine, alone: ActAlone): void {
  program
    .command('serve')
    .description('start the server / 启动服务')
    .option('--port <port>', 'default 8686')
    .option('--host <address>', 'default 127.0.0.1: this machine only')
    .option('--services <list>', 'web, worker (default both)')
    .option('--public-url <url>', 'the address people use when it is not this machine')
    .option('--trust-proxy', 'believe X-Forwarded-For: only behind a proxy of your own')
    .action(alone((config) => serveCommand(engine, config)));
}

/** The action with its configuration, its connection, and its exit code kept. */
function actions(engine: Engine, finish: (code: number) => void): { act: Act; alone: ActAlone } {
  const alone: ActAlone =
    (action) =>
    async (...args: unknown[]) => {
      const command = args.at(-1) as Command;
      const config = readConfig(command.optsWithGlobals<Options>(), process.env);
      if (config.ok) return finish(await action(config.value, ...args));
      explain(config.problem, languageFrom(command.optsWithGlobals<Options>(), process.env));
      return finish(2);
    };
  const act: Act = (action) =>
    alone(async (config, ...args) => {
      const client = await connect(engine, config);
      if (!client.ok) return explain(client.problem, config.language);
      try {
        return await action({ client: client.value, config }, ...args);
      } finally {
        await client.value.close();
      }
    });
  return { act, alone };
}

/** Commander's exitOverride and option lookup do not reach subcommands by themselves. */
function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}

/** Runs one command line and gives its exit code: 0 done, 1 could not be done, 2 not understood. */
export async function runCli(argv: string[], engine: Engine): Promise<number> {
  let code = 0;
  // `regulars … | head` closes the pipe early; that is no mistake.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const program = makeProgram();
  const { act, alone } = actions(engine, (given) => void (code = given));
  addServe(program, engine, alone);
  importCommands(program, act);
  customerCommands(program, act);
  purchaseCommands(program, act);
  reportCommands(program, act);
  forecastCommands(program, act);
  segmentCommands(program, act);
  touchCommands(program, act);
  bounceCommand(program, act);
  policyCommands(program, act);
  demoCommands(program, act);
  accountCommands(program, act);
  systemCommands(program, engine, act, alone);
  for (const command of everyCommand(program)) command.exitOverride();
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
