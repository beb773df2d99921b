import { z } from 'zod';
import { fail, ok, type Result } from '../../kernel/index.ts';
import {
  addUser,
  changeMembership,
  checkPassword,
  findUser,
  hasUsers,
  LanguageCode,
  listUsers,
  lockUsers,
  losesLastOwner,
  NewAccount,
  otherOwners,
  revokeSessions,
  Role,
  setDisabled,
  type User,
} from '../../ledger/accounts/index.ts';
import { writeAudit } from '../../ledger/audit/index.ts';
import { hashPassword } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { innerId, publicId, type AppContext } from '../context.ts';
import { listOf } from '../cursor.ts';
import { endpoint, type App } from '../endpoint.ts';
import { Time, time } from '../present.ts';

const UserAnswer = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    language: LanguageCode,
    role: Role,
    shop_ids: z.array(z.string()).nullable().describe('null: every shop'),
    created_at: Time,
    last_seen_at: Time.nullable(),
    disabled_at: Time.nullable(),
  })
  .meta({ id: 'User' });

const Change = z.object({
  role: Role.optional(),
  shop_ids: z.array(z.string()).max(1000).nullish(),
  disabled: z.boolean().optional(),
});

export const presentShopIds = (ctx: AppContext, ids: number[] | null): string[] | null =>
  ids?.map((id) => publicId(ctx, 'shop', id)) ?? null;

export function readShopIds(
  ctx: AppContext,
  ids: string[] | null | undefined,
): Result<number[] | null> {
  if (ids == null) return ok(null);
  const inner = ids.map((id) => innerId(ctx, 'shop', id));
  if (inner.includes(undefined)) return fail('not_found', {}, '/shop_ids');
  return ok(inner as number[]);
}

function presentUser(ctx: AppContext, user: User): z.input<typeof UserAnswer> {
  const { name, email, language, role } = user;
  return {
    ...{
      id: publicId(ctx, 'usr', user.id),
      name,
      email,
      language,
      role,
      shop_ids: presentShopIds(ctx, user.shopIds),
    },
    ...{
      created_at: time(user.createdAt),
      last_seen_at: time(user.lastSeenAt),
      disabled_at: time(user.disabledAt),
    },
  };
}

async function find(ctx: AppContext, tx: Tx, text: string): Promise<User | undefined> {
  const id = innerId(ctx, 'usr', text);
  return id === undefined ? undefined : findUser(tx, ctx.business.id, id);
}

async function setAccess(
  ctx: AppContext,
  tx: Tx,
  user: User,
  change: z.output<typeof Change>,
  now: Date,
): Promise<Result<User>> {
  const shopIds =
    change.shop_ids === undefined ? ok(user.shopIds) : readShopIds(ctx, change.shop_ids);
  if (!shopIds.ok) return shopIds;
  const role = change.role ?? user.role;
  const disabled = change.disabled ?? user.disabledAt !== null;
  const others = await otherOwners(tx, ctx.business.id, user.id);
  if (user.disabledAt === null && losesLastOwner(user.role, disabled ? undefined : role, others))
    return fail('last_owner');
  await changeMembership(tx, ctx.business.id, user.id, { role, shopIds: shopIds.value });
  const disabledAt = disabled ? (user.disabledAt ?? now) : null;
  await setDisabled(tx, user.id, disabledAt);
  if (disabled) await revokeSessions(tx, user.id, undefined, now);
  return ok({ ...user, role, shopIds: shopIds.value, disabledAt });
}

const NewUser = NewAccount.extend({
  role: Role,
  shop_ids: z.array(z.string()).max(1000).nullish(),
});

/** Without an invitation: by an owner, or on the machine itself. The very first must be an owner. */
async function create(
  ctx: AppContext,
  tx: Tx,
  input: z.output<typeof NewUser>,
  now: Date,
): Promise<Result<User>> {
  const shopIds = readShopIds(ctx, input.shop_ids);
  if (!shopIds.ok) return shopIds;
  const good = checkPassword(input.password, input.email);
  if (!good.ok) return good;
  await lockUsers(tx);
  if (input.role !== 'owner' && !(await hasUsers(tx))) return fail('first_is_owner', {}, '/role');
  const passwordHash = await hashPassword(good.value);
  const id = await addUser(
    tx,
    ctx.business.id,
    { ...input, passwordHash, shopIds: shopIds.value },
    now,
  );
  if (id === undefined) return fail('email_taken', {}, '/email');
  const user = await findUser(tx, ctx.business.id, id);
  return user ? ok(user) : fail('not_found');
}

function adding(app: App, ctx: AppContext): void {
  endpoint(app, ctx, {
    method: 'post',
    path: '/v1/users',
    tag: 'accounts',
    summary: 'Make an account without an invitation',
    permission: 'users.manage',
    status: 201,
    body: NewUser,
    answer: UserAnswer,
    run: async ({ tx, actor, body, now }) => {
      const made = await create(ctx, tx, body, now);
      if (!made.ok) return made;
      const user = presentUser(ctx, made.value);
      await writeAudit(
        tx,
        { action: 'account.created', ...actor, object: user.id, details: { role: body.role } },
        now,
      );
      return ok(user);
    },
  });
}

export function routes(app: App, ctx: AppContext): void {
  adding(app, ctx);
  const params = z.object({ id: z.string() });

  endpoint(app, ctx, {
    method: 'get',
    path: '/v1/users',
    tag: 'accounts',
    summary: 'Everybody with an account',
    permission: 'users.manage',
    answer: listOf(UserAnswer),
    run: async ({ tx }) => {
      const users = await listUsers(tx, ctx.business.id);
      return ok({ data: users.map((user) => presentUser(ctx, user)), next_cursor: null });
    },
  });

  endpoint(app, ctx, {
    method: 'patch',
    path: '/v1/users/{id}',
    tag: 'accounts',
    summary: 'Change a role, the shops, or shut an account',
    permission: 'users.manage',
    params,
    body: Change,
    answer: UserAnswer,
    run: async ({ tx, actor, params, body, now }) => {
      const user = await find(ctx, tx, params.id);
      if (!user) return fail('not_found');
      if (user.id === actor.userId && body.disabled) return fail('not_yourself');
      const changed = await setAccess(ctx, tx, user, body, now);
      if (!changed.ok) return changed;
      const details = {
        role: changed.value.role,
        all_shops: changed.value.shopIds === null,
        disabled: changed.value.disabledAt !== null,
      };
      await writeAudit(tx, { action: 'user.changed', ...actor, object: params.id, details }, now);
      return ok(presentUser(ctx, changed.value));
    },
  });

  endpoint(app, ctx, {
    method: 'delete',
    path: '/v1/users/{id}',
    tag: 'accounts',
    summary: 'Shut an account; what they did stays',
    permission: 'users.manage',
    status: 204,
    params,
    run: async ({ tx, actor, params, now }) => {
      const user = await find(ctx, tx, params.id);
      if (!user) return fail('not_found');
      if (user.id === actor.userId) return fail('not_yourself');
      const changed = await setAccess(ctx, tx, user, { disabled: true }, now);
      if (!changed.ok) return changed;
      await writeAudit(tx, { action: 'user.disabled', ...actor, object: params.id }, now);
      return ok(undefined);
    },
  });
}
