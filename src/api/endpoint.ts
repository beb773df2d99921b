import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { z } from 'zod';
import { pickLanguage, type Language, type Problem, type Result } from '../kernel/index.ts';
import type { Tx } from '../platform/postgres/index.ts';
import { authenticate, isCrossSite } from './auth.ts';
import type { AppContext } from './context.ts';
import { claimKey, dropKey, keepAnswer, type Claim } from './idempotency.ts';
import { readInput, type Raw } from './input.ts';
import { addressOf, type Limits } from './limits.ts';
import { register } from './openapi.ts';
import { can, type Actor, type Permission } from './permissions.ts';
import { problemResponse } from './problems.ts';

export type App = OpenAPIHono;
export type Schema = z.ZodType | undefined;
type Out<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined;
type Answer<S extends Schema> = S extends z.ZodType ? z.input<S> : undefined;

interface Call<P extends Schema, Q extends Schema, B extends Schema, Who> {
  params: Out<P>;
  query: Out<Q>;
  body: Out<B>;
  actor: Who;
  language: Language;
  now: Date;
  address: string;
  c: Context;
}

/** What one route is. Everything the pipeline must know stands here as data, so tests can walk all routes. */
interface Shape<P extends Schema, Q extends Schema, B extends Schema, A extends Schema, K> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As OpenAPI writes it: /v1/shops/{id} */
  path: string;
  tag: string;
  summary: string;
  permission: K;
  /** Counts tries by address: for what strangers may call. */
  limited?: boolean;
  params?: P;
  query?: Q;
  body?: B;
  /** The body is a file, by a form or of this media type; the route takes it from the stream. */
  upload?: boolean | string;
  /** What it answers when not JSON. */
  media?: string;
  answer?: A;
  status?: 200 | 201 | 202 | 204;
  /** The answer holds a secret shown once: no Idempotency-Key, as that would keep it. */
  secret?: boolean;
}

type Who<K> = K extends 'public' ? Actor | undefined : Actor;
type Found<A extends Schema> = Promise<Result<Answer<A> | Response>>;

/** The command in one transaction, rolled back when it gives a problem. */
export interface Endpoint<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
  K,
> extends Shape<P, Q, B, A, K> {
  run(call: Call<P, Q, B, Who<K>> & { tx: Tx }): Found<A>;
}

/** For commands that hold a connection too long for one transaction, or need none: files, the lens, jobs. */
export interface LongEndpoint<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
  K,
> extends Shape<P, Q, B, A, K> {
  run(call: Call<P, Q, B, Who<K>>): Found<A>;
}

export type AnyShape = Shape<Schema, Schema, Schema, Schema, Permission | 'public'>;
type AnyCall = Call<Schema, Schema, Schema, Actor>;
type Command = (call: AnyCall, claim: Claim | undefined) => Promise<Result<unknown>>;

/** Carries a problem out of a transaction, so that it is rolled back. */
class RolledBack extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

export const languageOf = (c: Context, actor?: Actor): Language =>
  actor?.language ?? pickLanguage(c.req.header('accept-language'));

const limitsOf = new WeakMap<AppContext, Limits>();
export const keepLimits = (ctx: AppContext, limits: Limits): void => void limitsOf.set(ctx, limits);
export function limits(ctx: AppContext): Limits {
  const found = limitsOf.get(ctx);
  if (!found) throw new Error('createApp makes the limits');
  return found;
}

function present(c: Context, ctx: AppContext, shape: AnyShape, value: unknown): Response {
  if (value instanceof Response) return value;
  const status = shape.status ?? 200;
  if (status === 204) return c.body(null, 204);
  const text = JSON.stringify(value);
  if (ctx.strict) shape.answer?.parse(JSON.parse(text));
  return c.newResponse(text, status, { 'content-type': 'application/json; charset=utf-8' });
}

async function admit(
  ctx: AppContext,
  shape: AnyShape,
  c: Context,
): Promise<Result<Actor | undefined> & { actor?: Actor }> {
  const refuse = (problem: Problem, actor?: Actor) => ({ ok: false as const, problem, actor });
  if (shape.limited) {
    const wait = await limits(ctx).take('entry', addressOf(ctx, c));
    if (wait) return refuse(wait);
  }
  if (isCrossSite(c)) return refuse({ code: 'cross_site' });
  const actor = await authenticate(ctx, c);
  if (shape.permission === 'public') return { ok: true, value: actor };
  if (!actor) return refuse({ code: 'not_signed_in' });
  if (can(actor, shape.permission)) return { ok: true, value: actor };
  return refuse(
    { code: 'not_allowed', params: { role: actor.role, permission: shape.permission } },
    actor,
  );
}

/** Rate limit → who → may they → is it well-formed → (seen before?) → command → present. */
async function pipeline(
  ctx: AppContext,
  shape: AnyShape,
  command: Command,
  c: Context,
): Promise<Response> {
  const admitted = await admit(ctx, shape, c);
  const language = languageOf(c, admitted.ok ? admitted.value : admitted.actor);
  if (!admitted.ok) return problemResponse(c, admitted.problem, language);
  const actor = admitted.value;
  const input = await readInput(shape, c);
  if (!input.ok) return problemResponse(c, input.problem, language, input.details);
  const claim = shape.secret ? undefined : await claimKey(ctx, c, actor, input.value.raw);
  if (claim && 'problem' in claim) return problemResponse(c, claim.problem, language);
  if (claim && 'answer' in claim)
    return c.newResponse(claim.answer.body, claim.answer.status as 200, claim.answer.headers);
  const call = {
    ...input.value,
    actor: actor as Actor,
    language,
    now: ctx.now(),
    address: addressOf(ctx, c),
    c,
  };
  return runClaimed(ctx, shape, command, call, claim);
}

/** A key whose command broke is free again; a refusal changed nothing, so it is as well. */
async function runClaimed(
  ctx: AppContext,
  shape: AnyShape,
  command: Command,
  call: AnyCall,
  claim: Claim | undefined,
): Promise<Response> {
  try {
    const result = await command(call, claim);
    if (result.ok) return present(call.c, ctx, shape, result.value);
    if (claim) await dropKey(ctx.db, claim);
    return problemResponse(call.c, result.problem, call.language);
  } catch (error) {
    if (claim) await dropKey(ctx.db, claim);
    throw error;
  }
}

const routePath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function mount(app: App, ctx: AppContext, shape: AnyShape, command: Command): void {
  register(app, shape);
  app.on([shape.method.toUpperCase()], [routePath(shape.path)], (c) =>
    pipeline(ctx, shape, command, c),
  );
}

/**
 * One endpoint, its command inside one transaction.
 *
 * @example
 * endpoint(app, ctx, {
 *   method: 'get', path: '/v1/shops', tag: 'shops', summary: 'All shops', permission: 'shops.read',
 *   answer: ShopList, run: async ({ tx, actor }) => ok({ data: …, next_cursor: null }),
 * });
 */
export function endpoint<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
  K extends Permission | 'public',
>(app: App, ctx: AppContext, def: Endpoint<P, Q, B, A, K>): void {
  const run = def.run as unknown as (call: AnyCall & { tx: Tx }) => Promise<Result<unknown>>;
  mount(app, ctx, def as unknown as AnyShape, async (call, claim) => {
    try {
      return await ctx.db.tx(async (tx) => {
        const result = await run({ ...call, tx });
        if (!result.ok) throw new RolledBack(result.problem);
        // With the command itself, so that a crash between the two cannot run it again.
        if (claim) await keepAnswer(tx, claim, def.status ?? 200, result.value);
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return { ok: false, problem: error.problem };
      throw error;
    }
  });
}

/** One endpoint that opens its own transactions, if any. */
export function longEndpoint<
  P extends Schema,
  Q extends Schema,
  B extends Schema,
  A extends Schema,
  K extends Permission | 'public',
>(app: App, ctx: AppContext, def: LongEndpoint<P, Q, B, A, K>): void {
  const run = def.run as unknown as (call: AnyCall) => Promise<Result<unknown>>;
  mount(app, ctx, def as unknown as AnyShape, async (call, claim) => {
    const result = await run(call);
    if (result.ok && claim) await keepAnswer(ctx.db, claim, def.status ?? 200, result.value);
    return result;
  });
}

export type { Raw };
