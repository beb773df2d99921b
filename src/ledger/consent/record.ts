import { fail, ok, type Result } from '../../kernel/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';

export interface NewConsent {
  profile: number;
  channel: string;
  purpose: string;
  state: 'granted' | 'refused' | 'withdrawn';
  address: string | null;
  source: string;
  proof: Record<string, string | number | null>;
  occurredAt: Date;
}

/**
 * Consents are a series and never overwritten: what was granted when, and taken back when, stays
 * provable. The latest word counts.
 */
export async function recordConsent(
  tx: Tx,
  said: NewConsent,
  now: Date,
): Promise<Result<{ id: number }>> {
  const customer = await tx.maybe<{ erased: boolean; phone: string | null; email: string | null }>(
    'SELECT erased_at IS NOT NULL AS erased, phone, email FROM customer WHERE id = $1 FOR SHARE',
    [said.profile],
  );
  if (!customer) return fail('not_found');
  if (customer.erased) return fail('customer_erased');
  if (said.occurredAt > now) return fail('not_yet', {}, '/occurred_at');
  const own = said.channel === 'email' ? customer.email : customer.phone;
  return ok(
    await tx.one<{ id: number }>(
      `INSERT INTO consent (customer_id, channel, purpose, state, address, source, proof, occurred_at, known_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id`,
      [
        said.profile,
        said.channel,
        said.purpose,
        said.state,
        said.address ?? own,
        said.source,
        JSON.stringify(said.proof),
        said.occurredAt,
        now,
      ],
    ),
  );
}
