import { makeIncomingBuyers } from '../../ledger/customers/index.ts';
import { toPostgres } from './carry.ts';
import type { Apply } from './context.ts';

const PERSON = [
  ...[
    'name',
    'nick',
    'gender',
    'birth_year',
    'phone',
    'phone_masked',
    'receiver_phone',
    'receiver_name',
    'email',
  ],
  ...[
    'language',
    'country',
    'province',
    'city',
    'district',
    'address',
    'address_kind',
    'climate_zone',
    'note',
  ],
];

/** What an order shows of its buyer: the receiver stands in where the source hides the buyer. */
const FROM_ORDER: Record<string, string> = {
  name: 'coalesce(s.name, s.ship_name)',
  receiver_phone: `CASE WHEN s.phone_is_receiver AND s.buyer_kind <> 'phone' THEN coalesce(s.phone, s.ship_phone) END`,
  receiver_name: `CASE WHEN s.phone_is_receiver AND coalesce(s.ship_name, s.name) NOT LIKE '%*%' THEN coalesce(s.ship_name, s.name) END`,
  ...{
    country: 's.ship_country',
    province: 's.ship_province',
    city: 's.ship_city',
    district: 's.ship_district',
  },
  ...{ address: 's.ship_address', note: 'NULL' },
};

const FROM_MEMBER: Record<string, string> = {
  receiver_phone: `CASE WHEN s.phone_is_receiver THEN s.phone END`,
  receiver_name: `CASE WHEN s.phone_is_receiver AND s.name NOT LIKE '%*%' THEN s.name END`,
};

function personOf(has: ReadonlySet<string>, rules: Record<string, string>): string {
  const needs = (sql: string): boolean =>
    [...sql.matchAll(/s\.(\w+)/g)].every((match) => has.has(match[1] ?? ''));
  const source = (name: string): string => {
    const rule = rules[name] ?? `s.${name}`;
    return `${needs(rule) ? rule : 'NULL'} AS ${name}`;
  };
  return PERSON.map(source).join(', ');
}

/** Every statement about a buyer; the later ones come with a greater `seen`. */
function statements({ staged }: Apply): string[] {
  const orders = staged.get('stage_order');
  const members = staged.get('stage_customer');
  const mention = (table: string): string =>
    `SELECT buyer_kind AS kind, buyer_scope AS scope, buyer_value AS value, TIMESTAMP '1000-01-01' + to_microseconds(first_line) AS seen,
       ${personOf(staged.get(table) ?? new Set(), FROM_MEMBER)} FROM ${table} s WHERE buyer_value IS NOT NULL`;
  return [
    ...(orders
      ? [
          `SELECT buyer_kind AS kind, buyer_scope AS scope, buyer_value AS value,
            coalesce(s.placed_at, TIMESTAMP '1000-01-01') + to_microseconds(s.ord) AS seen, ${personOf(orders, FROM_ORDER)}
          FROM stage_order s JOIN apply_changed c USING (ord) WHERE buyer_value IS NOT NULL`,
        ]
      : []),
    ...(members
      ? [
          `SELECT ${members.has('public_id') ? "CASE WHEN public_id IS NOT NULL THEN 'public' ELSE buyer_kind END" : 'buyer_kind'},
            CASE WHEN ${members.has('public_id') ? 'public_id IS NOT NULL' : 'false'} THEN '' ELSE buyer_scope END,
            ${members.has('public_id') ? 'coalesce(public_id, buyer_value)' : 'buyer_value'},
            TIMESTAMP '9000-01-01' + to_microseconds(first_line), ${personOf(members, FROM_MEMBER)}
          FROM stage_customer s`,
        ]
      : []),
    ...['stage_conversation', 'stage_consent']
      .filter((table) => staged.get(table)?.has('buyer_value'))
      .map(mention),
  ];
}

async function decodePublicIds({ duck, staged, options }: Apply): Promise<void> {
  await duck.run('CREATE OR REPLACE TABLE apply_known (value VARCHAR, id BIGINT)');
  if (!staged.get('stage_customer')?.has('public_id')) return;
  const rows = await duck.all<{ v: string }>(
    'SELECT DISTINCT public_id AS v FROM stage_customer WHERE public_id IS NOT NULL',
  );
  const known = rows.flatMap(({ v }) => {
    const id = options.decodeCustomer?.(v);
    return id === undefined ? [] : [{ v, id }];
  });
  if (known.length === 0) return;
  await duck.run(
    'INSERT INTO apply_known SELECT unnest(CAST($1 AS VARCHAR[])), unnest(CAST($2 AS BIGINT[]))',
    [known.map(({ v }) => v), known.map(({ id }) => id)],
  );
}

/** One row a buyer, made in DuckDB (apply_buyer); each column is the last thing said about it. */
export async function gatherBuyers(apply: Apply): Promise<void> {
  await decodePublicIds(apply);
  await makeIncomingBuyers(apply.tx);
  const said = statements(apply);
  const empty = `SELECT NULL::VARCHAR AS kind, NULL::VARCHAR AS scope, NULL::VARCHAR AS value, NULL::TIMESTAMP AS seen,
    ${PERSON.map((name) => `NULL AS ${name}`).join(', ')} WHERE false`;
  const latest = PERSON.map((name) => `arg_max(${name}, seen) AS ${name}`).join(', ');
  await apply.duck.run(`CREATE OR REPLACE TABLE apply_buyer AS
    SELECT row_number() OVER (ORDER BY min(seen), kind, scope, value) AS buyer, kind, scope, value, max(seen) AS seen, ${latest}
    FROM (${[empty, ...said].join(' UNION ALL ')}) GROUP BY kind, scope, value HAVING value IS NOT NULL`);
}

/** Carries the buyers over, to be found or made customers. */
export async function carryBuyers(apply: Apply): Promise<void> {
  const personal = PERSON.map((name) => `b.${name}`).join(', ');
  // A row with a public id has no key of its own: it may change a customer but never make one.
  const key = (name: string): string => `CASE WHEN b.kind <> 'public' THEN b.${name} END`;
  await toPostgres(
    apply,
    `SELECT b.buyer, ${key('kind')}, ${key('scope')}, ${key('value')}, k.id,
       CASE WHEN b.seen < TIMESTAMP '9000-01-01' THEN b.seen END, ${personal}
     FROM apply_buyer b LEFT JOIN apply_known k ON b.kind = 'public' AND k.value = b.value ORDER BY b.buyer`,
    'incoming_buyer',
    ['buyer', 'kind', 'scope', 'value', 'known_id', 'seen_at', ...PERSON],
  );
}
