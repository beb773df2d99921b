import type { Db, Tx } from '../../platform/postgres/index.ts';
import { policyInForce, type PolicyInForce } from '../policy/index.ts';
import { lockPersons } from '../touches/index.ts';
import { openBudgets } from './budgets.ts';
import { decide } from './decide.ts';
import { loadFacts, type GateWorld } from './facts.ts';
import { recordVerdicts } from './record.ts';
import type { Verdict } from './types.ts';

/** What the gate needs besides the ledger and its own rules. */
export type GateAsks = Omit<GateWorld, 'policy'>;

const WAITING = `
  SELECT DISTINCT c.person_id AS person FROM (SELECT customer_id FROM touch WHERE state = 'proposed' ORDER BY valid_from, id LIMIT $1) t
  JOIN customer c ON c.id = t.customer_id`;

/** Whose person is erased: nobody is left to write to. */
const ORPHANS = `
  UPDATE touch t SET state = 'cancelled', reason = 'erased', decided_at = $2 FROM customer c
  WHERE c.id = t.customer_id AND c.person_id = ANY($1) AND c.erased_at IS NOT NULL AND t.state IN ('proposed', 'scheduled')`;

/** Decides all open touches of locked persons and writes the verdicts. */
export async function decidePersons(
  tx: Tx,
  persons: number[],
  asks: GateAsks,
  inForce: PolicyInForce,
  now: Date,
): Promise<Verdict[]> {
  await tx.run(ORPHANS, [persons, now]);
  const { facts, rows } = await loadFacts(tx, persons, { ...asks, policy: inForce.policy }, now);
  const budgets = await openBudgets(tx, [...rows.keys()]);
  const verdicts = facts.flatMap((person) =>
    decide(person, inForce.policy, now.getTime(), budgets),
  );
  await recordVerdicts(tx, verdicts, rows, inForce.number, now);
  return verdicts;
}

/** Decides some of what is proposed. Gives how many verdicts; 0: nothing is left that is not in other hands. */
export async function gateSome(db: Db, asks: GateAsks, now: Date, most = 2000): Promise<Verdict[]> {
  return db.tx(async (tx) => {
    const waiting = await tx.query<{ person: number }>(WAITING, [most]);
    const persons = await lockPersons(
      tx,
      waiting.map(({ person }) => person),
      true,
    );
    if (persons.length === 0) return [];
    return decidePersons(tx, persons, asks, await policyInForce(tx), now);
  });
}
