import { ratio } from '../../overview/index.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { traitsOf } from '../traits.ts';
import { Answer, REASONS } from './schema.ts';
import { words } from './words.ts';

const COLUMNS = 'person_id, amount_spent, loss_reason, loss_evidence';

const leaving = (statement: Statement, ask: Ask): string =>
  `leaving AS MATERIALIZED (SELECT * FROM (${traitsOf(statement, ask, COLUMNS)}) WHERE loss_reason IS NOT NULL)`;

async function run(ask: Ask): Promise<Answer> {
  const statement = new Statement();
  // One pass over the traits for both: they are the dear part.
  const rows = await ask.read<{
    evidence: string | null;
    reason: (typeof REASONS)[number] | null;
    customers: number;
    value: number | null;
  }>(
    `WITH ${leaving(statement, ask)}
     SELECT loss_reason AS reason, NULL AS evidence, count(*) AS customers, sum(amount_spent)::BIGINT AS value FROM leaving GROUP BY 1
     UNION ALL
     SELECT NULL, evidence, count(*), NULL FROM (SELECT unnest(loss_evidence) AS evidence FROM leaving) GROUP BY 2`,
    statement.params,
  );
  const all = rows.reduce((sum, row) => sum + (row.reason === null ? 0 : row.customers), 0);
  return {
    customers: all,
    reasons: REASONS.map((reason) => {
      const row = rows.find((one) => one.reason === reason);
      const customers = row?.customers ?? 0;
      const value = ask.currency === null ? null : (row?.value ?? 0);
      return { reason, customers, share: ratio(customers, all), value_at_stake: value };
    }),
    evidence: rows
      .flatMap((row) =>
        row.evidence === null ? [] : [{ evidence: row.evidence, customers: row.customers }],
      )
      .toSorted((a, b) => b.customers - a.customers || (a.evidence < b.evidence ? -1 : 1)),
  };
}

const ENOUGH = 30;

function says({ customers, reasons }: Answer): Saying[] {
  if (customers === 0) return [{ code: 'nobody', params: {} }];
  if (customers < ENOUGH) return [{ code: 'few', params: { customers } }];
  const known = reasons.filter(({ reason }) => reason !== 'unexplained');
  const most = known.toSorted((a, b) => b.customers - a.customers)[0]!;
  const unexplained = reasons.at(-1)!;
  return [
    { code: `most_${most.reason}`, params: { customers, share: most.share ?? 0 } },
    { code: 'cannot', params: { share: unexplained.share ?? 0 } },
  ];
}

/** A reason, or `evidence:late_parcel`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const evidence = /^evidence:([a-z_]+)$/.exec(key)?.[1];
  const reason = REASONS.find((one) => one === key);
  if (evidence === undefined && reason === undefined && key !== 'all') return undefined;
  const sql = leaving(statement, ask);
  const test =
    evidence !== undefined
      ? `list_contains(loss_evidence, ${statement.given(evidence, 'VARCHAR')})`
      : reason === undefined
        ? 'true'
        : `loss_reason = '${reason}'`;
  return `WITH ${sql} SELECT person_id FROM leaving WHERE ${test}`;
}

export const loss: Report<Answer> = {
  name: 'loss',
  reads: ['trait'],
  answer: Answer,
  ...{ run, says, people },
  ...words,
};
