import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { Act, Run } from './act.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, sayTable, tell } from './words.ts';

interface User {
  email: string;
  name: string;
  role: string;
  disabled_at: string | null;
  last_seen_at: string | null;
}

interface AddOptions {
  name?: string;
  role: string;
  passwordStdin?: boolean;
  json?: boolean;
}

const ROLES = 'owner, marketer, agent or viewer';

async function addUser(run: Run, email: string, options: AddOptions): Promise<number> {
  const { client, config } = run;
  const given = options.passwordStdin
    ? (await text(process.stdin)).replace(/\r?\n$/, '')
    : undefined;
  const password = given ?? randomBytes(12).toString('base64url');
  const body = {
    email,
    name: options.name ?? email.split('@')[0],
    role: options.role,
    language: config.language,
    password,
  };
  const made = await client.call<User>('POST', '/v1/users', body);
  if (!made.ok) return explain(made.problem, config.language);
  if (options.json) sayJson({ ...made.value, ...(given === undefined && { password }) });
  else say(word('user_added', config.language, { email: made.value.email, role: made.value.role }));
  if (given === undefined && !options.json)
    say(word('user_password', config.language, { password }));
  return 0;
}

export function accountCommands(program: Command, act: Act): void {
  const user = program.command('user').description('accounts / 账号');
  user
    .command('add <email>')
    .description('make an account; without --password-stdin a password is made and shown')
    .option('--name <name>')
    .option('--role <role>', ROLES, 'owner')
    .option('--password-stdin', 'read the password from standard input')
    .option('--json')
    .action(act((run, email, options) => addUser(run, email as string, options as AddOptions)));
  user
    .command('list')
    .option('--json')
    .action(
      act(async ({ client, config }, options) => {
        const users = await client.call<{ data: User[] }>('GET', '/v1/users');
        if (!users.ok) return explain(users.problem, config.language);
        if ((options as { json?: boolean }).json) sayJson(users.value.data);
        else if (users.value.data.length === 0) tell(word('no_rows', config.language));
        else
          sayTable(
            users.value.data.map(({ email, name, role, last_seen_at, disabled_at }) => ({
              email,
              name,
              role,
              last_seen_at,
              disabled_at,
            })),
          );
        return 0;
      }),
    );
  program
    .command('token')
    .description('API tokens / 接口令牌')
    .command('create <name>')
    .requiredOption('--role <role>', ROLES)
    .option('--json')
    .action(
      act(async ({ client, config }, name, options) => {
        const { role, json } = options as { role: string; json?: boolean };
        const made = await client.call<{ id: string; token: string }>('POST', '/v1/tokens', {
          name,
          role,
        });
        if (!made.ok) return explain(made.problem, config.language);
        if (json) return (sayJson(made.value), 0);
        tell(word('token_once', config.language));
        say(made.value.token);
        return 0;
      }),
    );
}
