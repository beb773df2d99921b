import { resolve } from 'node:path';
import type { Command } from 'commander';
import { problemOf } from './client.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import { checkLine, type Check } from './doctor.ts';
import { saveTo } from './files.ts';
import type { Act, ActAlone, Run } from './act.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, tell } from './words.ts';

async function doctor({ client, config }: Run, { json }: { json?: boolean }): Promise<number> {
  const found = await client.call<{ version: string; checks: Check[] }>('GET', '/v1/system');
  if (!found.ok) return explain(found.problem, config.language);
  const { checks } = found.value;
  if (json) sayJson(found.value);
  for (const check of json ? [] : checks) say(checkLine(check, config.language));
  return checks.some((check) => check.state === 'bad') ? 1 : 0;
}

async function backup({ client, config }: Run, file: string): Promise<number> {
  const response = await client.open('GET', '/v1/backup');
  if (!response.ok) return explain(await problemOf(response), config.language);
  const saved = await saveTo(resolve(file), response);
  if (!saved.ok) return explain(saved.problem, config.language);
  tell(word('backup_done', config.language, { file, size: `${saved.value} B` }));
  tell(word('backup_careful', config.language));
  return 0;
}

async function restore(engine: Engine, config: Config, file: string): Promise<number> {
  const restored = await engine.restore(config, resolve(file));
  if (!restored.ok) return explain(restored.problem, config.language);
  const { rows, made_at } = restored.value;
  tell(word('restore_done', config.language, { rows, made_at }));
  return 0;
}

export function systemCommands(program: Command, engine: Engine, act: Act, alone: ActAlone): void {
  program
    .command('doctor')
    .description('check engine, database, lens, disk, clock, locks / 自检')
    .option('--json')
    .action(act((run, options) => doctor(run, options as { json?: boolean })));
  program
    .command('backup <file>')
    .description('write everything to one file / 备份')
    .action(act((run, file) => backup(run, file as string)));
  program
    .command('restore <file>')
    .description('replace everything by a backup; Regulars must not be running / 恢复')
    .action(alone((config, file) => restore(engine, config, file as string)));
}
