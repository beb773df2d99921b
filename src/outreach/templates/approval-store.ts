import type { Tx } from '../../platform/postgres/index.ts';
import type { Approval } from './approvals.ts';
import type { ApprovalBody } from './schema.ts';

type Asking = Pick<Tx, 'query'>;

/** What vendors approved of these templates. */
export const approvalsOf = (tx: Asking, templates: number[]): Promise<Approval[]> =>
  tx.query<Approval>(
    `SELECT template_id, vendor, language, code, sign, params, state, note, changed_at FROM template_approval
     WHERE template_id = ANY ($1) ORDER BY template_id, vendor, language`,
    [templates],
  );

export const approvalKey = (template: number, vendor: string, language: string): string =>
  `${template} ${vendor} ${language}`;

interface Which {
  template: number;
  vendor: string;
  language: string;
}

export async function saveApproval(
  tx: Tx,
  { template, vendor, language }: Which,
  body: ApprovalBody,
  now: Date,
): Promise<Approval> {
  return tx.one<Approval>(
    `INSERT INTO template_approval (template_id, vendor, language, code, sign, params, state, note, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9)
     ON CONFLICT (template_id, vendor, language) DO UPDATE SET code = excluded.code, sign = excluded.sign,
       params = excluded.params, state = excluded.state, note = excluded.note, changed_at = excluded.changed_at
     RETURNING template_id, vendor, language, code, sign, params, state, note, changed_at`,
    [
      ...[template, vendor, language, body.code, body.sign],
      ...[JSON.stringify(body.params), body.state, body.note, now],
    ],
  );
}

/** False: there was none. */
export const removeApproval = async (
  tx: Tx,
  { template, vendor, language }: Which,
): Promise<boolean> =>
  (await tx.run(
    'DELETE FROM template_approval WHERE template_id = $1 AND vendor = $2 AND language = $3',
    [template, vendor, language],
  )) > 0;
