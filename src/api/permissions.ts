import { fail, ok, type Result } from '../kernel/index.ts';
import type { Role } from '../ledger/accounts/index.ts';

const OWNER: readonly Role[] = ['owner'];
const OFFICE: readonly Role[] = ['owner', 'marketer'];
const CARE: readonly Role[] = ['owner', 'agent'];
const STAFF: readonly Role[] = ['owner', 'marketer', 'agent'];
const ALL: readonly Role[] = ['owner', 'marketer', 'agent', 'viewer'];

/** Who may do what. The only place: routes name a permission, never a role. */
export const PERMISSIONS = {
  'own.account': ALL,
  'shops.read': ALL,
  'shops.change': OWNER,
  'samples.change': OFFICE,
  'imports.read': OFFICE,
  'imports.run': OFFICE,
  'customers.read': ALL,
  'customers.edit': STAFF,
  'customers.merge': CARE,
  'customers.export': OFFICE,
  'customers.erase': OWNER,
  /** Sees phone, email and address unmasked, one customer at a time: who calls and writes needs them. */
  'contacts.read': CARE,
  /** The same in bulk. */
  'contacts.export': OWNER,
  'segments.change': OFFICE,
  'templates.read': ALL,
  'templates.change': OFFICE,
  'touches.read': ALL,
  /** Writes to one customer by hand. */
  'touches.write': STAFF,
  'touches.change': STAFF,
  'policy.change': OWNER,
  'channels.change': OWNER,
  'orders.read': ALL,
  'orders.tie': STAFF,
  'reports.read': ALL,
  'users.manage': OWNER,
  'tokens.manage': OWNER,
  'audit.read': OWNER,
  'system.read': OWNER,
  'system.change': OWNER,
} satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** Who asks. `local` is the command line on this machine, holding the run file's token. */
export interface Actor {
  kind: 'session' | 'token' | 'local';
  userId: number | null;
  tokenId: number | null;
  sessionId: number | null;
  name: string;
  email: string | null;
  language: 'zh' | 'en' | undefined;
  role: Role;
  /** Null: every shop. */
  shopIds: number[] | null;
}

export const can = (actor: Actor, permission: Permission): boolean =>
  (PERMISSIONS[permission] as readonly Role[]).includes(actor.role);

export function permissionsOf(actor: Actor): Record<Permission, boolean> {
  const names = Object.keys(PERMISSIONS) as Permission[];
  return Object.fromEntries(names.map((name) => [name, can(actor, name)])) as Record<
    Permission,
    boolean
  >;
}

export const canSeeShop = (actor: Actor, shopId: number): boolean =>
  actor.shopIds === null || actor.shopIds.includes(shopId);

/** The shops a question is about: the asked one if allowed, else all that the actor may see (null: every shop). */
export function shopScope(actor: Actor, asked: number | undefined): Result<number[] | null> {
  if (asked === undefined) return ok(actor.shopIds);
  return canSeeShop(actor, asked) ? ok([asked]) : fail('shop_not_allowed');
}
