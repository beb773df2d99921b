import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { problemOf, type Client } from './client.ts';
import { word } from './texts.ts';
import { explain, say, sayJson } from './words.ts';

interface Bounces {
  data: { type: string; address: string | null; permanent: boolean }[];
  known: boolean;
}

interface Channel {
  id: string;
  kind: string;
  is_default: boolean;
}

/** A mail server's pipe names no file. */
function mailIn(file: string): Result<Buffer> {
  try {
    return ok(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return fail('file_not_there', { file });
    return fail('file_unreadable', { file, reason: message });
  }
}

async function channelId(client: Client, named: string | undefined): Promise<Result<string>> {
  if (named !== undefined) return ok(named);
  const all = await client.call<{ data: Channel[] }>('GET', '/v1/channels');
  if (!all.ok) return all;
  const mail = all.value.data.filter(({ kind }) => kind === 'email');
  const found = mail.find((one) => one.is_default) ?? mail[0];
  return found ? ok(found.id) : fail('bounce_no_channel');
}

async function bounce(
  { client, config }: Run,
  file: string,
  { channel, json }: { channel?: string; json?: boolean },
): Promise<number> {
  const mail = mailIn(file);
  if (!mail.ok) return explain(mail.problem, config.language);
  const id = await channelId(client, channel);
  if (!id.ok) return explain(id.problem, config.language);
  const body = new Blob([new Uint8Array(mail.value)]).stream();
  const path = `/v1/channels/${encodeURIComponent(id.value)}/bounces`;
  const response = await client.open('POST', path, body);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const { data, known } = (await response.json()) as Bounces;
  if (json) return (sayJson({ data, known }), 0);
  if (known) say(word('bounce_known', config.language));
  for (const { type, address, permanent } of data) {
    const code = type === 'bounced' && !permanent ? 'bounce_soft' : (`bounce_${type}` as const);
    say(word(code as 'bounce_soft', config.language, { address: address ?? '' }));
  }
  return 0;
}

export function bounceCommand(program: Command, act: Act): void {
  program
    .command('bounce [file]')
    .description(
      'take in a mail that came back, from a file or a mail server’s pipe: `regulars bounce -` / 登记退信',
    )
    .option('--channel <id>', 'the email channel it came back to (default: the default one)')
    .option('--json')
    .action(
      act((run, file, options) =>
        bounce(run, (file as string | undefined) ?? '-', options as { channel?: string }),
      ),
    );
}
