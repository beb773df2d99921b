import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { explain, say, sayJson, sayTable } from './words.ts';

interface Tally {
  outcomes: Record<string, number>;
  rules: Record<string, { stopped: number; moved: number }>;
}

interface Rehearsal {
  touches: number;
  differing: number;
  in_force: Tally;
  draft: Tally;
}

async function show({ client, config }: Run): Promise<number> {
  const found = await client.call<{ policy: object }>('GET', '/v1/policy');
  if (!found.ok) return explain(found.problem, config.language);
  return (sayJson(found.value.policy), 0);
}

function draftIn(file: string): Result<unknown> {
  try {
    return ok(JSON.parse(readFileSync(file, 'utf8')) as unknown);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('file_unreadable', { file, reason });
  }
}

async function rehearse(
  { client, config }: Run,
  file: string,
  options: { from?: string; to?: string; json?: boolean },
): Promise<number> {
  const { json, ...window } = options;
  const policy = draftIn(file);
  if (!policy.ok) return explain(policy.problem, config.language);
  const body = { policy: policy.value, ...window };
  const found = await client.call<Rehearsal>('POST', '/v1/policy/rehearse', body);
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const { in_force: inForce, draft, touches, differing } = found.value;
  say(`touches ${touches}, differing ${differing}`);
  sayTable(
    Object.entries(draft.outcomes).map(([outcome, count]) => ({
      ...{ outcome, in_force: inForce.outcomes[outcome] ?? 0, draft: count },
    })),
  );
  return 0;
}

export function policyCommands(program: Command, act: Act): void {
  const policy = program.command('policy').description('the rules of the gate / 触达规则');
  policy.command('show').description('the rules in force, as JSON to edit').action(act(show));
  policy
    .command('rehearse <file>')
    .description('what messages would have become under the rules in this JSON / 试算规则')
    .option('--from <time>', 'where the window begins (default thirty days before its end)')
    .option('--to <time>', 'where it ends (default now)')
    .option('--json')
    .action(act((run, file, options) => rehearse(run, file as string, options as object)));
}
