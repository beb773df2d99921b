import { makeIncomingConsents, writeConsents } from '../../ledger/consent/index.ts';
import { makeIncomingConversations, writeConversations } from '../../ledger/conversations/index.ts';
import { makeIncomingMembers, writeMembers } from '../../ledger/customers/index.ts';
import { makeIncomingSeries, writeSeries } from '../../ledger/daily/index.ts';
import { makeIncomingParcels, writeParcels } from '../../ledger/parcels/index.ts';
import { makeIncomingReviews, writeReviews } from '../../ledger/reviews/index.ts';
import type { Tx } from '../../platform/postgres/index.ts';
import { toPostgres } from './carry.ts';
import type { Apply } from './context.ts';

/** A staging table, the temporary table it is carried to, and what needs more than its own name. */
interface Fact {
  stage: string;
  incoming: string;
  columns: readonly string[];
  from?: string;
  special?: Record<string, string>;
}

const ROWS = ['file_rows', 'first_line'];
const BUYER_JOIN = `LEFT JOIN apply_buyer b ON b.kind = s.buyer_kind AND b.scope = s.buyer_scope AND b.value = s.buyer_value`;

const FACTS: readonly Fact[] = [
  {
    stage: 'stage_customer',
    incoming: 'incoming_member',
    columns: [
      'buyer',
      'birthday_year',
      'birthday_month',
      'birthday_day',
      'lunar',
      'tags',
      'tags_replace',
      'attributes',
      ...ROWS,
    ],
    // A public id outranks the buyer's key, as in buyers.ts.
    from: `LEFT JOIN apply_buyer b ON CASE WHEN s.public_id IS NOT NULL THEN b.kind = 'public' AND b.value = s.public_id
      ELSE b.kind = s.buyer_kind AND b.scope = s.buyer_scope AND b.value = s.buyer_value END`,
    special: { buyer: 'b.buyer' },
  },
  {
    stage: 'stage_parcel',
    incoming: 'incoming_parcel',
    columns: [
      'number',
      'order_id',
      'tracking_number',
      'carrier',
      'province',
      'state',
      'shipped_at',
      'promised_at',
      'delivered_at',
      ...ROWS,
    ],
    // A new parcel may be all that is new about an order; then the order's rows count as accepted.
    from: 'LEFT JOIN apply_changed c ON c.ord = s.ord LEFT JOIN stage_order o ON o.ord = s.ord AND c.ord IS NULL',
    special: { order_id: 'c.id', order_rows: 'o.file_rows' },
  },
  {
    stage: 'stage_scan',
    incoming: 'incoming_scan',
    columns: ['number', 'tracking_number', 'scanned_at', 'status', 'text', ...ROWS],
  },
  {
    stage: 'stage_review',
    incoming: 'incoming_review',
    columns: [
      'number',
      'sku',
      'score',
      'dsr_description',
      'dsr_service',
      'dsr_logistics',
      'text',
      'has_picture',
      'reviewed_at',
      ...ROWS,
    ],
  },
  {
    stage: 'stage_conversation',
    incoming: 'incoming_conversation',
    columns: [
      'buyer',
      'number',
      'channel',
      'direction',
      'kind',
      'said_at',
      'text',
      'staff',
      ...ROWS,
    ],
    from: BUYER_JOIN,
    special: { buyer: 'b.buyer' },
  },
  {
    stage: 'stage_consent',
    incoming: 'incoming_consent',
    columns: [
      'buyer',
      'email',
      'phone',
      'channel',
      'purpose',
      'state',
      'occurred_at',
      'proof',
      ...ROWS,
    ],
    from: BUYER_JOIN,
    special: { buyer: 'b.buyer' },
  },
  {
    stage: 'stage_suppression',
    incoming: 'incoming_suppression',
    columns: ['channel', 'address', 'reason', 'occurred_at', ...ROWS],
  },
  {
    stage: 'stage_ad_spend',
    incoming: 'incoming_ad_spend',
    columns: ['day', 'source', 'kind', 'amount', 'clicks', 'views', ...ROWS],
  },
  {
    stage: 'stage_dsr',
    incoming: 'incoming_dsr',
    columns: ['day', 'description', 'service', 'logistics', ...ROWS],
  },
];

const MAKE = [
  makeIncomingMembers,
  makeIncomingParcels,
  makeIncomingReviews,
  makeIncomingConversations,
  makeIncomingConsents,
  makeIncomingSeries,
];

async function carry(apply: Apply, fact: Fact): Promise<void> {
  const has = apply.staged.get(fact.stage);
  if (!has) return;
  const joined = [...(fact.from ?? '').matchAll(/s\.(\w+)/g)].every((match) =>
    has.has(match[1] ?? ''),
  );
  const source = (name: string): string => {
    if (fact.special?.[name] !== undefined) return joined ? fact.special[name] : 'NULL';
    return has.has(name) ? `s.${name}` : name === 'file_rows' ? '1' : 'NULL';
  };
  const select = `SELECT ${fact.columns.map(source).join(', ')} FROM ${fact.stage} s ${joined ? (fact.from ?? '') : ''}`;
  await toPostgres(apply, select, fact.incoming, fact.columns);
}

/** The consents a list of members carries in two columns of its own. */
async function carryMemberConsents(apply: Apply): Promise<void> {
  const has = apply.staged.get('stage_customer');
  const channels = ['email', 'sms'].filter((channel) => has?.has(`consent_${channel}`));
  if (!has || channels.length === 0) return;
  const address = (name: string): string => (has.has(name) ? `s.${name}` : 'NULL');
  const join = has.has('public_id') ? (FACTS[0]?.from ?? '') : BUYER_JOIN;
  const selects = channels.map(
    (
      channel,
    ) => `SELECT b.buyer, ${address('email')}, ${address('phone')}, '${channel}', NULL, s.consent_${channel}, NULL, NULL, 0, s.first_line
      FROM stage_customer s ${join} WHERE s.consent_${channel} IN ('granted', 'refused', 'withdrawn')`,
  );
  await toPostgres(apply, selects.join(' UNION ALL '), 'incoming_consent', [
    ...[
      'buyer',
      'email',
      'phone',
      'channel',
      'purpose',
      'state',
      'occurred_at',
      'proof',
      'file_rows',
      'first_line',
    ],
  ]);
}

/** Everything that is neither an order nor a product; orders and customers stand already. */
export async function writeFacts(apply: Apply): Promise<void> {
  for (const make of MAKE) await make(apply.tx);
  if (!FACTS.some(({ stage }) => apply.staged.has(stage))) return;
  for (const fact of FACTS) await carry(apply, fact);
  await carryMemberConsents(apply);
  const writers: ((tx: Tx) => Promise<void>)[] = [
    writeMembers,
    writeParcels,
    writeReviews,
    writeConversations,
    writeConsents,
    writeSeries,
  ];
  for (const write of writers) await write(apply.tx);
}

/** Temporary tables whose rows ended as accepted, unchanged, or refused with a reason. */
export const FACT_TABLES = FACTS.map(({ incoming }) => incoming);
