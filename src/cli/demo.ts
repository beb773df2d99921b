import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Act } from './act.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, sayTable, tell } from './words.ts';

interface Sample {
  state: 'absent' | 'loading' | 'there' | 'failed';
  problem: { code: string; detail?: string } | null;
}

interface Source {
  name: string;
  title: { zh: string; en: string };
  columns: { field: string; required: boolean; from: string[] }[];
}

export function demoCommands(program: Command, act: Act): void {
  const demo = program.command('demo').description('the sample shop / 示例店铺');
  demo.command('load').action(
    act(async ({ client, config }) => {
      const started = await client.call('POST', '/v1/samples', {});
      if (!started.ok) return explain(started.problem, config.language);
      for (;;) {
        const now = await client.call<Sample>('GET', '/v1/samples');
        if (!now.ok) return explain(now.problem, config.language);
        if (now.value.state === 'failed')
          return explain(now.value.problem ?? { code: 'internal' }, config.language);
        if (now.value.state === 'there') break;
        await sleep(100);
      }
      tell(word('sample_loaded', config.language));
      return 0;
    }),
  );
  demo.command('remove').action(
    act(async ({ client, config }) => {
      const removed = await client.call('DELETE', '/v1/samples');
      if (!removed.ok) return explain(removed.problem, config.language);
      tell(word('sample_removed', config.language));
      return 0;
    }),
  );
  program
    .command('sources')
    .description('kinds of files that can be imported, with their columns / 可导入的文件类型')
    .option('--json')
    .action(
      act(async ({ client, config }, options) => {
        const found = await client.call<{ data: Source[] }>('GET', '/v1/sources');
        if (!found.ok) return explain(found.problem, config.language);
        if ((options as { json?: boolean }).json) return (sayJson(found.value.data), 0);
        sayTable(
          found.value.data.map(({ name, title }) => ({ name, title: title[config.language] })),
        );
        for (const { name, columns } of found.value.data) {
          say(`\n${name}`);
          for (const { field, required, from } of columns)
            say(`  ${required ? '*' : ' '} ${field.padEnd(20)} ${from.join(' / ')}`);
        }
        return 0;
      }),
    );
}
