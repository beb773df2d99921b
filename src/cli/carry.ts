import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { fail, ok, type Result } from '../kernel/index.ts';
import type { Act, Run } from './act.ts';
import { problemOf, type Client } from './client.ts';
import { saveTo, sheetKind } from './files.ts';
import { word } from './texts.ts';
import { explain, sayJson, sayTable, tell } from './words.ts';

interface CarryList {
  id: string;
  kind: string;
  shop: string | null;
  at: string;
  by: string | null;
  count: number;
  waiting: number;
}

interface CarryLists {
  unlisted: { kind: string; shop: string | null; shop_id: string | null; count: number }[];
  lists: CarryList[];
}

async function carryLists({ client, config }: Run, { json }: { json?: boolean }): Promise<number> {
  const found = await client.call<CarryLists>('GET', '/v1/touches/lists');
  if (!found.ok) return explain(found.problem, config.language);
  if (json) return (sayJson(found.value), 0);
  const { unlisted, lists } = found.value;
  const rows = [
    ...unlisted.map(({ kind, shop, count }) => ({
      ...{ list: '-', kind, shop, taken: null, by: null, messages: count, waiting: count },
    })),
    ...lists.map(({ id, kind, shop, at, by, count, waiting }) => ({
      ...{ list: id, kind, shop, taken: at, by, messages: count, waiting },
    })),
  ];
  if (rows.length > 0) sayTable(rows);
  else tell(word('no_rows', config.language));
  return 0;
}

/** A list that was taken before, or a new one of what nobody has taken. */
async function listFor(
  client: Client,
  { list, kind = 'platform', shop }: { list?: string; kind?: string; shop?: string },
): Promise<Result<string>> {
  if (list !== undefined) return ok(list);
  const made = await client.call<CarryList>('POST', '/v1/touches/lists', {
    ...{ kind, ...(shop === undefined ? {} : { shop }) },
  });
  return made.ok ? ok(made.value.id) : made;
}

async function listFile(
  { client, config }: Run,
  file: string,
  options: { list?: string; kind?: string; shop?: string },
): Promise<number> {
  const format = sheetKind(file);
  if (!format.ok) return explain(format.problem, config.language);
  // Before a list is made: it would be taken, and nobody would have it.
  if (existsSync(file)) return explain({ code: 'file_exists', params: { file } }, config.language);
  const list = await listFor(client, options);
  if (!list.ok) return explain(list.problem, config.language);
  const path = `/v1/touches/lists/${encodeURIComponent(list.value)}/messages.${format.value}`;
  const response = await client.open('GET', path);
  if (!response.ok) return explain(await problemOf(response), config.language);
  const kept = await saveTo(resolve(file), response);
  if (!kept.ok) return explain(kept.problem, config.language);
  tell(word('list_written', config.language, { file, list: list.value }));
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

/** What `mark-sent` was given: one list, or ids. */
function carriedBy(given: string[]): Result<{ list: string } | { ids: string[] }> {
  const [first] = given;
  if (first?.startsWith('lst_') && given.length === 1) return ok({ list: first });
  const ids = idsOf(given);
  if (!ids.ok) return ids;
  return ids.value.length > 0 ? ok({ ids: ids.value }) : fail('no_message_ids');
}

async function markSent(
  { client, config }: Run,
  given: string[],
  { undo }: { undo?: boolean },
): Promise<number> {
  const which = carriedBy(given);
  if (!which.ok) return explain(which.problem, config.language);
  const done = await client.call<{ ids: string[] }>('POST', '/v1/touches/carried', {
    ...{ was: undo ? 'not_sent' : 'sent', ...which.value },
  });
  if (!done.ok) return explain(done.problem, config.language);
  const count = String(done.value.ids.length);
  tell(word(undo ? 'taken_back' : 'marked_sent', config.language, { count }));
  return 0;
}

/** What a person carries: lists to take, and to mark when they are out. */
export function carryCommands(touch: Command, act: Act): void {
  touch
    .command('lists')
    .description(
      'what lies ready for a person to carry: not taken yet (-), and lists taken / 待人工发送',
    )
    .option('--json')
    .action(act((run, options) => carryLists(run, options as { json?: boolean })));
  touch
    .command('list-file <file>')
    .description('take what lies ready as a list, a .csv or .xlsx / 领取待人工发送的名单')
    .option('--kind <kind>', 'platform or post; without: platform')
    .option('--shop <shop>', 'only messages of this shop, by its id')
    .option('--list <list>', 'this list once more instead (lst_…, see touch lists)')
    .action(act((run, file, options) => listFile(run, file as string, options as object)));
  touch
    .command('mark-sent <what...>')
    .description(
      'say that these were carried: a list, ids, or the .csv that was taken / 标记为已发送',
    )
    .option('--undo', 'they were not after all; within the hour')
    .action(
      act((run, given, options) =>
        markSent(run, given as unknown as string[], options as { undo?: boolean }),
      ),
    );
}
