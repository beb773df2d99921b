import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { DEFAULT_POLICY } from './defaults.ts';
import { Policy } from './schema.ts';

/** The rules in force and their number; 0 are the defaults, before anybody changed them. */
export interface PolicyInForce {
  number: number;
  policy: Policy;
  at: Date | null;
}

interface Row {
  number: number;
  policy: Policy;
  at: Date;
}

const present = (row: Row | undefined): PolicyInForce =>
  row
    ? { number: row.number, policy: Policy.parse(row.policy), at: row.at }
    : { number: 0, policy: DEFAULT_POLICY, at: null };

export async function policyInForce(tx: Tx): Promise<PolicyInForce> {
  return present(
    await tx.maybe<Row>(
      'SELECT number, policy, at FROM outreach_policy ORDER BY number DESC LIMIT 1',
    ),
  );
}

/** Never overwritten: what a decision obeyed stays readable. `over` is the number that the editor saw. */
export async function changePolicy(
  tx: Tx,
  change: { policy: Policy; over: number; byUser: number | null },
  now: Date,
): Promise<Result<PolicyInForce>> {
  await tx.run('LOCK TABLE outreach_policy IN SHARE ROW EXCLUSIVE MODE');
  const { number } = await policyInForce(tx);
  if (number !== change.over) return fail('policy_changed_meanwhile');
  await tx.run(
    'INSERT INTO outreach_policy (number, policy, at, by_user) VALUES ($1, $2, $3, $4)',
    [number + 1, JSON.stringify(change.policy), now, change.byUser],
  );
  return ok({ number: number + 1, policy: change.policy, at: now });
}

export interface PolicyVersion extends PolicyInForce {
  at: Date;
  /** Who saved it; null: nobody with an account. */
  by: string | null;
}

/** Every version that was ever saved, the newest first. */
export async function policyVersions(tx: Tx): Promise<PolicyVersion[]> {
  const rows = await tx.query<Row & { by: string | null }>(
    `SELECT p.number, p.policy, p.at, u.name AS by FROM outreach_policy p LEFT JOIN app_user u ON u.id = p.by_user
     ORDER BY p.number DESC LIMIT 100`,
  );
  return rows.map((row) => ({ ...row, policy: Policy.parse(row.policy) }));
}
