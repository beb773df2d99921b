import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { seal, unseal } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { VENDORS, type Kind, type Vendor } from '../channels/index.ts';
import type { ChannelInput } from './schema.ts';

export interface Account {
  id: number;
  name: string;
  kind: Kind;
  vendor: string;
  config: Record<string, unknown>;
  /** Sealed. */
  secrets: Buffer | null;
  enabled: boolean;
  is_default: boolean;
  per_second: number | null;
  concurrency: number;
  failures: number;
  paused_at: Date | null;
  pause_reason: Problem | null;
  retry_at: Date | null;
  tested_at: Date | null;
  created_at: Date;
  changed_at: Date;
}

const COLUMNS = `id, name, kind, vendor, config, secrets, enabled, is_default, per_second, concurrency, failures,
  paused_at, pause_reason, retry_at, tested_at, created_at, changed_at`;

export const listAccounts = (tx: Tx): Promise<Account[]> =>
  tx.query<Account>(`SELECT ${COLUMNS} FROM channel WHERE removed_at IS NULL ORDER BY id`);

export const findAccount = (tx: Tx, id: number): Promise<Account | undefined> =>
  tx.maybe<Account>(`SELECT ${COLUMNS} FROM channel WHERE id = $1 AND removed_at IS NULL`, [id]);

const placeOf = (id: number): string => `channel:${id}`;

/** The secrets in clear, for the one that opens the channel; undefined: sealed with another installation's key. */
export function secretsOf(key: Buffer, account: Account): Record<string, unknown> | undefined {
  if (account.secrets === null) return {};
  const text = unseal(key, placeOf(account.id), account.secrets);
  return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
}

const first = (issues: { path: PropertyKey[] }[], at: string): Problem => {
  const path = issues[0]?.path.map(String) ?? [];
  const pointer = `/${[at, ...path].join('/')}`;
  return { code: 'channel_setting_invalid', params: { field: path.join('.') || at }, pointer };
};

/** Held against the vendor's own schemas; a secret that is not given again stays as it was. */
function checked(
  vendor: Vendor,
  input: ChannelInput,
  before: Record<string, unknown>,
): Result<{ config: unknown; secrets: unknown }> {
  const config = vendor.config.safeParse(input.config);
  if (!config.success) return { ok: false, problem: first(config.error.issues, 'config') };
  const secrets = vendor.secrets.safeParse({ ...before, ...input.secrets });
  if (!secrets.success) return { ok: false, problem: first(secrets.error.issues, 'secrets') };
  return ok({ config: config.data, secrets: secrets.data });
}

function vendorOf(input: { vendor: string; kind: Kind }): Result<Vendor> {
  const vendor = VENDORS[input.vendor];
  if (!vendor) return fail('channel_vendor_unknown', { vendor: input.vendor }, '/vendor');
  if (vendor.kind !== 'any' && vendor.kind !== input.kind)
    return fail('channel_kind_wrong', { vendor: vendor.name, kind: vendor.kind }, '/kind');
  return ok(vendor);
}

/** A new account, or the changes to one. Saving lets a paused channel try again. */
export async function saveAccount(
  tx: Tx,
  key: Buffer,
  input: ChannelInput,
  now: Date,
  existing?: Account,
): Promise<Result<Account>> {
  const vendor = vendorOf(input);
  if (!vendor.ok) return vendor;
  const before = existing ? secretsOf(key, existing) : {};
  const checkedInput = checked(vendor.value, input, before ?? {});
  if (!checkedInput.ok) return checkedInput;
  if (input.is_default)
    await tx.run('UPDATE channel SET is_default = false WHERE kind = $1 AND removed_at IS NULL', [
      input.kind,
    ]);
  const { name, kind, enabled, is_default: isDefault, per_second: rate, concurrency } = input;
  const id =
    existing?.id ??
    (
      await tx.one<{ id: number }>(
        'INSERT INTO channel (name, kind, vendor, created_at, changed_at) VALUES ($1, $2, $3, $4, $4) RETURNING id',
        [name, kind, input.vendor, now],
      )
    ).id;
  const sealed = seal(key, placeOf(id), JSON.stringify(checkedInput.value.secrets));
  return ok(
    await tx.one<Account>(
      `UPDATE channel SET name = $2, kind = $3, vendor = $4, config = $5, secrets = $6, enabled = $7, is_default = $8, per_second = $9,
         concurrency = $10, changed_at = $11, failures = 0, paused_at = NULL, pause_reason = NULL, retry_at = NULL
       WHERE id = $1 RETURNING ${COLUMNS}`,
      [
        ...[id, name, kind, input.vendor, JSON.stringify(checkedInput.value.config), sealed],
        ...[enabled, isDefault, rate, concurrency, now],
      ],
    ),
  );
}

/** Touches still name it, so the row stays; its secrets go at once. */
export async function removeAccount(tx: Tx, id: number, now: Date): Promise<boolean> {
  const done = await tx.run(
    'UPDATE channel SET removed_at = $2, enabled = false, is_default = false, secrets = NULL WHERE id = $1 AND removed_at IS NULL',
    [id, now],
  );
  return done > 0;
}

/** By hand: hold it back, or let it try again. */
export async function pauseAccount(
  tx: Tx,
  id: number,
  paused: boolean,
  now: Date,
): Promise<boolean> {
  const done = await tx.run(
    `UPDATE channel SET paused_at = CASE WHEN $2 THEN $3::timestamptz END, pause_reason = CASE WHEN $2 THEN '{"code": "channel_paused_by_hand"}'::jsonb END,
       failures = 0, retry_at = NULL WHERE id = $1 AND removed_at IS NULL`,
    [id, paused, now],
  );
  return done > 0;
}

export async function noteTested(tx: Tx, id: number, now: Date): Promise<void> {
  await tx.run('UPDATE channel SET tested_at = $2 WHERE id = $1', [id, now]);
}
