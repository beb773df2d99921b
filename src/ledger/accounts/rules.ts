import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Role } from './schema.ts';

const DAY = 86_400_000;
/** A session lives this long after it was last used, and this long at most. */
const IDLE_DAYS = 30;
const MOST_DAYS = 365;
/** Writing every request down would be a write a click; a coarser mark says as much. */
const SEEN_EVERY_MS = 5 * 60_000;
const INVITE_DAYS = 7;

const PASSWORD_MIN = 10;
/** argon2 takes any length; a megabyte of password is only an attack. */
const PASSWORD_MAX = 200;
const COMMON =
  /^(.)\1*$|^(0?1234567890?|qwertyuiop|password\d*|passw0rd\d*|iloveyou\d*|1q2w3e4r5t|admin\d*|woaini\d*)$/i;

export function checkPassword(password: string, email: string): Result<string> {
  const letters = Array.from(password).length;
  if (letters < PASSWORD_MIN) return fail('password_too_short', { min: PASSWORD_MIN }, '/password');
  if (letters > PASSWORD_MAX) return fail('password_too_long', { max: PASSWORD_MAX }, '/password');
  if (password.toLowerCase() === email.toLowerCase())
    return fail('password_is_email', {}, '/password');
  if (COMMON.test(password)) return fail('password_common', {}, '/password');
  return ok(password);
}

export const inviteExpiry = (now: Date): Date => new Date(now.getTime() + INVITE_DAYS * DAY);

export function sessionExpiry(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_DAYS * DAY, createdAt.getTime() + MOST_DAYS * DAY));
}

export const shouldMarkSeen = (lastSeenAt: Date, now: Date): boolean =>
  now.getTime() - lastSeenAt.getTime() > SEEN_EVERY_MS;

/** Whether a change would leave nobody who can manage the business. */
export const losesLastOwner = (
  before: Role,
  after: Role | undefined,
  otherOwners: number,
): boolean => before === 'owner' && after !== 'owner' && otherOwners === 0;
