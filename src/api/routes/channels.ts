import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import { writeAudit, type AuditAction } from '../../ledger/audit/index.ts';
import {
  ChannelInput,
  findAccount,
  listAccounts,
  noteTested,
  pauseAccount,
  removeAccount,
  saveAccount,
  secretsOf,
  type Account,
} from '../../outreach/accounts/index.ts';
import { ChannelKind, VENDORS } from '../../outreach/channels/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { ById } from '../customers/index.ts';
import { endpoint, longEndpoint, type App } from '../endpoint.ts';
import { roadOf, Worded, worded } from '../outreach/index.ts';
import { can, type Actor } from '../permissions.ts';
import { Time, time } from '../present.ts';

const ChannelAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: ChannelKind,
    vendor: z.string(),
    config: z.record(z.string(), z.unknown()),
    has_secrets: z.array(z.string()).describe('Which are set; what they are is never told'),
    enabled: z.boolean(),
    is_default: z.boolean(),
    per_second: z.number().nullable(),
    concurrency: z.int(),
    paused_at: Time.nullable(),
    pause_reason: Worded.nullable(),
    retry_at: Time.nullable(),
    tested_at: Time.nullable(),
    callback_url: z.string().nullable().describe('Where the vendor sends receipts and replies'),
  })
  .meta({ id: 'Channel' });

const VendorAnswer = z
  .object({
    name: z.string(),
    kind: z.string(),
    by_hand: z.boolean(),
    needs_approval: z.boolean(),
    idempotent: z.boolean(),
    checkable: z.boolean().describe('Whether an account can be tried without writing to anybody'),
    config: z.unknown().describe('JSON Schema'),
    secrets: z.unknown().describe('JSON Schema'),
  })
  .meta({ id: 'ChannelVendor' });

function present(
  ctx: AppContext,
  account: Account,
  language: 'zh' | 'en',
  tellsSecrets = true,
): z.input<typeof ChannelAnswer> {
  const road = roadOf(ctx);
  const secrets = secretsOf(road.sealKey(), account);
  const hears = VENDORS[account.vendor]?.parseCallback !== undefined;
  const id = publicId(ctx, 'chn', account.id);
  const secret = publicId(ctx, 'hook', account.id).slice('hook_'.length);
  return {
    ...{
      id,
      name: account.name,
      kind: account.kind as 'email',
      vendor: account.vendor,
      config: account.config,
    },
    has_secrets: Object.entries(secrets ?? {})
      .filter(([, value]) => value !== '' && value !== undefined)
      .map(([name]) => name),
    ...{
      enabled: account.enabled,
      is_default: account.is_default,
      concurrency: account.concurrency,
    },
    per_second: account.per_second,
    paused_at: time(account.paused_at),
    pause_reason: worded(
      secrets === undefined ? { code: 'channel_secrets_foreign' } : account.pause_reason,
      language,
    ),
    ...{ retry_at: time(account.retry_at), tested_at: time(account.tested_at) },
    // Its last part is a secret: whoever has it may tell us that something arrived.
    callback_url:
      hears && tellsSecrets && ctx.publicUrl
        ? `${ctx.publicUrl}/hooks/${ctx.business.key}/${secret}`
        : null,
  };
}

async function accountOf(ctx: AppContext, tx: Tx, id: string): Promise<Result<Account>> {
  const inner = innerId(ctx, 'chn', id);
  const found = inner === undefined ? undefined : await findAccount(tx, inner);
  return found ? ok(found) : fail('not_found');
}

const note = (tx: Tx, actor: Actor, action: AuditAction, object: string, now: Date) =>
  writeAudit(tx, { action, ...actor, object }, now);

function listRoutes(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/channels',
    tag: 'channels',
    summary: 'The accounts that messages go out through; a kind without one goes to the mailbox',
    permission: 'touches.read',
    answer: listOf(ChannelAnswer),
    run: async ({ tx, actor, language }) => {
      const accounts = await listAccounts(tx);
      const all = can(actor, 'channels.change');
      return ok({
        data: accounts.map((one) => present(ctx, one, language, all)),
        next_cursor: null,
      });
    },
  });

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/channels/vendors',
    tag: 'channels',
    summary: 'The vendors there are, and what each must be told',
    permission: 'touches.read',
    answer: z.object({ data: z.array(VendorAnswer) }),
    run: async () =>
      ok({
        data: Object.values(VENDORS).map((vendor) => ({
          ...{ name: vendor.name, kind: vendor.kind, by_hand: vendor.byHand ?? false },
          ...{ needs_approval: vendor.needsApproval, idempotent: vendor.idempotent },
          checkable: vendor.check !== undefined,
          config: z.toJSONSchema(vendor.config, { io: 'input' }),
          secrets: z.toJSONSchema(vendor.secrets, { io: 'input' }),
        })),
      }),
  });
}

function changeRoutes(app: App, ctx: AppContext): void {
  const common = { tag: 'channels', permission: 'channels.change' } as const;

  endpoint(app, ctx, {
    ...common,
    method: 'post',
    path: '/v1/channels',
    summary: 'Set up an account at a vendor',
    status: 201,
    body: ChannelInput,
    answer: ChannelAnswer,
    // The body holds passwords: an Idempotency-Key would keep a hash of them, and the answer holds none.
    run: async ({ tx, actor, body, now, language }) => {
      const saved = await saveAccount(tx, roadOf(ctx).sealKey(), body, now);
      if (!saved.ok) return saved;
      await note(tx, actor, 'channel.created', publicId(ctx, 'chn', saved.value.id), now);
      return ok(present(ctx, saved.value, language));
    },
  });

  endpoint(app, ctx, {
    ...common,
    method: 'put',
    path: '/v1/channels/{id}',
    summary: 'Change an account; secrets that are not given stay as they were',
    params: ById,
    body: ChannelInput,
    answer: ChannelAnswer,
    run: async ({ tx, actor, params, body, now, language }) => {
      const account = await accountOf(ctx, tx, params.id);
      if (!account.ok) return account;
      const saved = await saveAccount(tx, roadOf(ctx).sealKey(), body, now, account.value);
      if (!saved.ok) return saved;
      await note(tx, actor, 'channel.changed', params.id, now);
      return ok(present(ctx, saved.value, language));
    },
  });

  endpoint(app, ctx, {
    ...common,
    method: 'delete',
    path: '/v1/channels/{id}',
    summary: 'Remove an account and its passwords; what waits for it says so',
    params: ById,
    status: 204,
    run: async ({ tx, actor, params, now }) => {
      const account = await accountOf(ctx, tx, params.id);
      if (!account.ok) return account;
      await removeAccount(tx, account.value.id, now);
      await note(tx, actor, 'channel.removed', params.id, now);
      return ok(undefined);
    },
  });

  endpoint(app, ctx, {
    ...common,
    method: 'post',
    path: '/v1/channels/{id}/pause',
    summary: 'Hold it back, or let it try again',
    params: ById,
    body: z.strictObject({ paused: z.boolean() }),
    answer: ChannelAnswer,
    run: async ({ tx, actor, params, body, now, language }) => {
      const account = await accountOf(ctx, tx, params.id);
      if (!account.ok) return account;
      await pauseAccount(tx, account.value.id, body.paused, now);
      await note(tx, actor, body.paused ? 'channel.paused' : 'channel.resumed', params.id, now);
      const after = await accountOf(ctx, tx, params.id);
      return after.ok ? ok(present(ctx, after.value, language)) : after;
    },
  });

  longEndpoint(app, ctx, {
    ...common,
    method: 'post',
    path: '/v1/channels/{id}/check',
    summary: 'Sign in at the vendor without reaching a customer',
    params: ById,
    answer: z.object({ note: z.string().nullable(), tested_at: Time }),
    run: async ({ params, now }) => {
      const account = await ctx.db.tx((tx) => accountOf(ctx, tx, params.id));
      if (!account.ok) return account;
      const secrets = secretsOf(roadOf(ctx).sealKey(), account.value);
      if (secrets === undefined) return fail('channel_secrets_foreign');
      const vendor = VENDORS[account.value.vendor];
      const world = { now: ctx.now, allowPrivate: ctx.allowPrivate ?? false };
      const found =
        (await vendor?.check?.(account.value.config, secrets, world)) ?? ok({ note: null });
      if (!found.ok) return found;
      await ctx.db.tx((tx) => noteTested(tx, account.value.id, now));
      return ok({ note: found.value.note, tested_at: time(now) });
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  listRoutes(app, ctx);
  changeRoutes(app, ctx);
}
