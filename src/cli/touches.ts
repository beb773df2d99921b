import type { Command } from 'commander';
import { fail, ok, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { carryCommands } from './carry.ts';
import type { Client } from './client.ts';
import { queryOf } from './query.ts';
import { word } from './texts.ts';
import { explain, say, sayJson, sayTable, tell } from './words.ts';

interface Rule {
  rule: string;
  ok: boolean | null;
  text: string;
}

interface Touch {
  id: string;
  source: string;
  kind: string;
  class: string;
  subject: string | null;
  template_name: string | null;
  state: string;
  planned_at: string | null;
  zone: string | null;
  reason: { text: string } | null;
  why: { text: string };
  rules: Rule[];
}

/** By public id, or by what only one customer has: name, phone, email, order number. */
async function customerId(client: Client, text: string): Promise<Result<string>> {
  if (text.startsWith('cus_')) return ok(text);
  const found = await client.call<{ data: { id: string }[] }>(
    'GET',
    `/v1/customers?${queryOf({ search: text, limit: '2' })}`,
  );
  if (!found.ok) return found;
  const [one, another] = found.value.data;
  if (one && !another) return ok(one.id);
  return fail(one ? 'customer_several' : 'customer_none', { search: text });
}

const MARK = { yes: '✓', no: '✗', open: '·' };
const mark = ({ ok: passed }: Rule): string =>
  passed === null ? MARK.open : passed ? MARK.yes : MARK.no;

function tellTouch(touch: Touch): void {
  const what = touch.template_name ?? touch.subject ?? '';
  say(`${touch.state}  ${touch.class} ${touch.kind}  ${touch.source}  ${what}`.trimEnd());
  say(`  ${touch.why.text}${touch.reason ? `  → ${touch.reason.text}` : ''}`);
  for (const rule of touch.rules) say(`  ${mark(rule)} ${rule.rule.padEnd(12)} ${rule.text}`);
}

async function why(
  run: Run,
  customer: string,
  { source, json }: { source?: string; json?: boolean },
): Promise<number> {
  const { client, config } = run;
  const id = await customerId(client, customer);
  if (!id.ok) return explain(id.problem, config.language);
  const found = await client.call<{ data: Touch[] }>(
    'GET',
    `/v1/customers/${encodeURIComponent(id.value)}/touches?${queryOf({ source })}`,
  );
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  found.value.data.forEach(tellTouch);
  if (found.value.data.length === 0) tell(word('no_rows', config.language));
  return 0;
}

async function list(
  run: Run,
  options: Record<string, string | boolean | undefined>,
): Promise<number> {
  const { client, config } = run;
  const { json, ...asked } = options;
  const found = await client.call<{ data: Touch[]; next_cursor: string | null }>(
    'GET',
    `/v1/touches?${queryOf(asked as Record<string, string | undefined>)}`,
  );
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const rows = found.value.data.map((one) => ({
    ...{ id: one.id, state: one.state, class: one.class, kind: one.kind, source: one.source },
    ...{ planned_at: one.planned_at, reason: one.reason?.text ?? null },
  }));
  if (rows.length > 0) sayTable(rows);
  else tell(word('no_rows', config.language));
  if (found.value.next_cursor) tell(word('more', config.language));
  return 0;
}

async function tick(
  { client, config }: Run,
  { now, json }: { now?: string; json?: boolean },
): Promise<number> {
  const done = await client.call<Record<string, unknown>>(
    'POST',
    '/v1/road/tick',
    now === undefined ? {} : { now },
  );
  if (!done.ok) return explain(done.problem, config.language);
  if (json) return (sayJson(done.value), 0);
  const { decided, ...rest } = done.value;
  for (const [name, value] of Object.entries({ ...(decided as object), ...rest }))
    say(`${name.padEnd(12)} ${String(value)}`);
  return 0;
}

export function touchCommands(program: Command, act: Act): void {
  const touch = program.command('touch').description('messages to customers / 触达');
  touch
    .command('why <customer>')
    .description(
      'why a customer did or did not get a message: every rule with its evidence; an id, or a name, phone, email, order number that only they have',
    )
    .option('--source <source>', 'only of this source, e.g. hand, campaign:7')
    .option('--json')
    .action(
      act((run, customer, options) =>
        why(run, customer as string, options as { source?: string; json?: boolean }),
      ),
    );
  touch
    .command('list')
    .description('the outbox, the newest first')
    .option(
      '--state <states>',
      'one or several with commas: proposed, scheduled, sending, waiting, sent, unknown, failed, blocked, held_out, expired, cancelled',
    )
    .option('--source <source>')
    .option('--limit <number>', 'at most 200')
    .option('--json')
    .action(act((run, options) => list(run, options as Record<string, string>)));
  carryCommands(touch, act);
  program
    .command('tick')
    .description('run the gate and the dispatcher once / 执行一次判定与发送')
    .option('--now <time>', 'as of that time, e.g. 2026-06-01T09:00:00Z')
    .option('--json')
    .action(act((run, options) => tick(run, options as { now?: string; json?: boolean })));
}
