import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { problemOf, type Client } from './client.ts';
import { saveTo, sheetKind } from './files.ts';
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

async function waiting(
  { client, config }: Run,
  file: string,
  { kind }: { kind?: string },
): Promise<number> {
  const format = sheetKind(file);
  if (!format.ok) return explain(format.problem, config.language);
  const path = `/v1/touches/waiting.${format.value}?${queryOf({ kind })}`;
  const response = await client.open('GET', path);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const kept = await saveTo(resolve(file), response);
  if (!kept.ok) return explain(kept.problem, config.language);
  tell(word('list_written', config.language, { file }));
  return 0;
}

const ID = /\btch_[0-9a-z]+/g;

/** Ids, or files that hold them in whatever column. */
function idsOf(given: string[]): Result<string[]> {
  const found: string[] = [];
  for (const one of given) {
    if (/^tch_[0-9a-z]+$/.test(one)) found.push(one);
    else if (!existsSync(one)) return fail('list_absent', { file: one });
    else found.push(...(readFileSync(one, 'utf8').match(ID) ?? []));
  }
  return ok(found);
}

async function markSent({ client, config }: Run, given: string[]): Promise<number> {
  const ids = idsOf(given);
  if (!ids.ok) return explain(ids.problem, config.language);
  if (ids.value.length === 0) return explain({ code: 'no_message_ids' }, config.language);
  const done = await client.call<{ ids: string[] }>('POST', '/v1/touches/carried', {
    ...{ was: 'sent', ids: ids.value },
  });
  if (!done.ok) return explain(done.problem, config.language);
  tell(word('marked_sent', config.language, { count: String(done.value.ids.length) }));
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
  touch
    .command('waiting <file>')
    .description('what lies ready for a person to carry, as a .csv or .xlsx / 待人工发送的名单')
    .option('--kind <kind>', 'platform or post')
    .action(
      act((run, file, options) => waiting(run, file as string, options as { kind?: string })),
    );
  touch
    .command('mark-sent <ids...>')
    .description('say that these were carried: ids, or the .csv that was taken / 标记为已发送')
    .action(act((run, ids) => markSent(run, ids as unknown as string[])));
  program
    .command('tick')
    .description('run the gate and the dispatcher once / 执行一次判定与发送')
    .option('--now <time>', 'as of that time, e.g. 2026-06-01T09:00:00Z')
    .option('--json')
    .action(act((run, options) => tick(run, options as { now?: string; json?: boolean })));
}
