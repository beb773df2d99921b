import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import {
  acceptSuggestion,
  dismissSuggestion,
  listSuggestions,
} from '../../ledger/customers/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { maskSuggestion, presentSuggestion, SuggestionAnswer } from '../customers/index.ts';
import { Cursor, decodeCursor, encodeCursor, Limit, listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { can } from '../permissions.ts';

const Mark = z.object({ merge: z.int(), tie: z.int() });
type Mark = z.infer<typeof Mark>;
const Decided = z.object({ change_id: z.string().nullable(), customer_id: z.string() });

/** Merges come before ties; once a tie was shown there are no more merges. */
function markAfter(before: Mark | undefined, last: { kind: 'merge' | 'tie'; id: number }): Mark {
  if (last.kind === 'tie') return { merge: 0, tie: last.id };
  return { merge: last.id, tie: before?.tie ?? Number.MAX_SAFE_INTEGER };
}

function suggestionOf(
  ctx: AppContext,
  text: string,
): Result<{ kind: 'merge' | 'tie'; id: number }> {
  const number = innerId(ctx, 'sug', text);
  if (number === undefined) return fail('not_found');
  return ok({ kind: number % 2 === 1 ? 'tie' : 'merge', id: Math.floor(number / 2) });
}

export function routes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/suggestions',
    tag: 'suggestions',
    summary: 'Customers that might be one, orders that might be a customer’s',
    permission: 'customers.read',
    query: z.object({ cursor: Cursor, limit: Limit }),
    answer: listOf(SuggestionAnswer),
    run: async ({ tx, actor, query }) => {
      const before = decodeCursor(Mark, query.cursor);
      if (!before.ok) return before;
      const asked = { limit: query.limit + 1, shopIds: actor.shopIds, before: before.value };
      const found = await listSuggestions(tx, asked);
      const shown = found.slice(0, query.limit);
      const last = found.length > query.limit ? shown.at(-1) : undefined;
      const seen = can(actor, 'contacts.read') ? shown : shown.map(maskSuggestion);
      return ok({
        data: seen.map((one) => presentSuggestion(ctx, one)),
        next_cursor: last ? encodeCursor(markAfter(before.value, last)) : null,
      });
    },
  });

  for (const [verb, decide, action] of [
    ['accept', acceptSuggestion, 'suggestion.accepted'],
    ['dismiss', dismissSuggestion, 'suggestion.dismissed'],
  ] as const)
    endpoint(app, ctx, {
      method: 'post',
      path: `/v1/suggestions/{id}/${verb}`,
      tag: 'suggestions',
      summary:
        verb === 'accept' ? 'It is so; undo it as any change of that customer' : 'It is not so',
      permission: 'customers.merge',
      params: z.object({ id: z.string() }),
      answer: Decided,
      run: async ({ tx, actor, params, now }) => {
        const asked = suggestionOf(ctx, params.id);
        if (!asked.ok) return asked;
        const decision = { ...asked.value, byUser: actor.userId, shopIds: actor.shopIds };
        const done = await decide(tx, decision, now);
        if (!done.ok) return done;
        const { change_id: change, customer } = done.value;
        const object = publicId(ctx, 'cus', customer);
        await writeAudit(tx, { action, ...actor, object }, now);
        return ok({
          change_id: change === null ? null : publicId(ctx, 'chg', change),
          customer_id: object,
        });
      },
    });
}
