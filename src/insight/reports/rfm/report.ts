import { z } from 'zod';
import { minorDigits } from '../../../kernel/index.ts';
import { RFM_GROUPS, rfmGroup } from '../../../lens/index.ts';
import { ratio } from '../../overview/index.ts';
import { asOf, boughtThen } from '../bought.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import { Statement } from '../statement.ts';
import { Answer, type Person } from './schema.ts';
import { choices, words } from './words.ts';

const rises = (edges: string): boolean => {
  const numbers = edges.split(',').map(Number);
  return numbers.every((edge, n) => n === 0 || edge > numbers[n - 1]!);
};

const FourEdges = (name: string, otherwise: string) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(,\d+(\.\d+)?){3}$/)
    .refine(rises, { params: { code: 'not_rising' } })
    .default(otherwise)
    .describe(`Fixed edges of ${name}, four rising numbers`);

const Options = z.object({
  method: z.enum(['value', 'rank', 'edges']).default('value'),
  edges_r: FourEdges('R in days', '30,60,120,240'),
  edges_f: FourEdges('F in purchases', '1,2,4,8'),
  edges_m: FourEdges('M in the currency', '50,100,250,500'),
  customers: z.stringbool().default(false).describe('Also every customer with values and scores'),
});
type Options = z.output<typeof Options>;

/** From this score on R, F or M counts as high. */
const HIGH = '(SELECT any_value(rfm_high) FROM lens.main.threshold)';

/** `worth`: R, F and M of everyone in the asked time. */
const worth = (statement: Statement, ask: Ask): string => `
  ${boughtThen(statement, ask)},
  worth AS MATERIALIZED (
    SELECT b.person_id, (SELECT max(day) FROM lens.main.cutoffs(${asOf(statement, ask.filters)})) - max(b.purchased_day) AS r,
      count(*) AS f, sum(b.gross)::BIGINT AS m
    FROM bought b GROUP BY b.person_id)`;

const listOf = (edges: string): string => `[${edges}]::DOUBLE[]`;

/** The four edges of each value: quintiles by linear interpolation (type 7), or the given ones. */
function edgesOf({ method, edges_r, edges_f, edges_m }: Options, minor: number): string {
  if (method === 'edges')
    return `SELECT ${listOf(edges_r)} AS r, ${listOf(edges_f)} AS f, list_transform(${listOf(edges_m)}, lambda e: e * ${minor}) AS m`;
  const quintiles = (column: string) => `quantile_cont(${column}, [0.2, 0.4, 0.6, 0.8])::DOUBLE[]`;
  return `SELECT ${quintiles('r')} AS r, ${quintiles('f')} AS f, ${quintiles('m')} AS m FROM worth`;
}

/** 1 + the number of edges strictly below the value. */
const score = (edges: string, value: string): string =>
  `(1 + ${[1, 2, 3, 4].map((n) => `(${edges}[${n}] < ${value})::INTEGER`).join(' + ')})`;

const BY_VALUE = `SELECT w.*, 6 - ${score('e.r', 'w.r')} AS rs, ${score('e.f', 'w.f')} AS fs, ${score('e.m', 'w.m')} AS ms
  FROM worth w CROSS JOIN edges e`;

/** Fifths of equal size; the customer's id breaks ties. */
const BY_RANK = `SELECT w.*, ntile(5) OVER (ORDER BY r DESC, person_id) AS rs, ntile(5) OVER (ORDER BY f, person_id) AS fs,
  ntile(5) OVER (ORDER BY m, person_id) AS ms FROM worth w`;

function scored(statement: Statement, ask: Ask, options: Options): string {
  const minor = 10 ** (ask.currency === null ? 2 : minorDigits(ask.currency));
  return `${worth(statement, ask)}, edges AS (${edgesOf(options, minor)}),
    scored AS MATERIALIZED (${options.method === 'rank' ? BY_RANK : BY_VALUE}),
    grouped AS MATERIALIZED (SELECT *, ${rfmGroup('rs', 'fs', 'ms', HIGH)} AS name FROM scored)`;
}

interface Counted {
  rs: number;
  fs: number;
  ms: number | null;
  name: string | null;
  customers: number;
  value: number | null;
}

interface Edges {
  r: number[] | null;
  f: number[] | null;
  m: number[] | null;
}

async function counted(ask: Ask, options: Options): Promise<{ rows: Counted[]; edges: Edges }> {
  const statement = new Statement();
  const sql = scored(statement, ask, options);
  const rows = await ask.read<Counted>(
    `WITH ${sql} SELECT rs::INTEGER AS rs, fs::INTEGER AS fs, ms::INTEGER AS ms, name, count(*) AS customers, sum(m)::BIGINT AS value
       FROM grouped GROUP BY ALL`,
    statement.params,
  );
  const [edges] = await ask.read<Edges>(`WITH ${sql} SELECT r, f, m FROM edges`, statement.params);
  return { rows, edges: edges ?? { r: null, f: null, m: null } };
}

async function everyone(ask: Ask, options: Options): Promise<Person[]> {
  const statement = new Statement();
  return ask.read<Person>(
    `WITH ${scored(statement, ask, options)}
     SELECT g.person_id AS customer_id, coalesce(c.external_id, c.nick) AS external_id, r, f, m, rs::INTEGER AS rs, fs::INTEGER AS fs, ms::INTEGER AS ms
     FROM grouped g LEFT JOIN lens.main.customer c ON c.id = g.person_id ORDER BY 1`,
    statement.params,
  );
}

/** Fifths of whole numbers have one decimal; 12.600000000000001 is how they are summed. */
const plain = (edges: number[] | null): number[] | null =>
  edges && edges.map((edge) => Number(edge.toFixed(6)));

const FIFTHS = [1, 2, 3, 4, 5];

async function run(ask: Ask, options: Options): Promise<Answer> {
  const { rows, edges } = await counted(ask, options);
  const money = ask.currency !== null;
  const count = (test: (row: Counted) => boolean): number =>
    rows.filter(test).reduce((sum, row) => sum + row.customers, 0);
  const total = rows.reduce((sum, row) => sum + (row.value ?? 0), 0);
  return {
    method: options.method,
    base: count(() => true),
    edges: { r: plain(edges.r), f: plain(edges.f), m: money ? plain(edges.m) : null },
    counts: {
      r: FIFTHS.map((n) => count(({ rs }) => rs === n)),
      f: FIFTHS.map((n) => count(({ fs }) => fs === n)),
      m: money ? FIFTHS.map((n) => count(({ ms }) => ms === n)) : null,
    },
    grid: FIFTHS.map((r) => FIFTHS.map((f) => count(({ rs, fs }) => rs === r && fs === f))),
    groups: RFM_GROUPS.map(({ group }) => {
      const own = rows.filter(({ name }) => name === group);
      const value = own.reduce((sum, row) => sum + (row.value ?? 0), 0);
      return {
        group,
        customers: money ? own.reduce((sum, row) => sum + row.customers, 0) : 0,
        value: money ? value : null,
        share: money ? ratio(value, total) : null,
      };
    }),
    ...(options.customers && { customers: await everyone(ask, options) }),
  };
}

/** Edges that all lie at one value part nobody from anybody. */
const areAlike = (edges: number[] | null): boolean => edges !== null && new Set(edges).size === 1;

function says({ base, groups, method, edges }: Answer): Saying[] {
  if (base === 0) return [{ code: 'nothing_yet', params: {} }];
  if (base < 25) return [{ code: 'few', params: { base } }];
  if (method !== 'edges' && areAlike(edges.r) && areAlike(edges.f))
    return [{ code: 'alike', params: {} }];
  const of = (name: string) => groups.find(({ group }) => group === name)!;
  const [keep, lost] = [of('important_keep'), of('important_winback')];
  return [
    {
      code: 'at_stake',
      params: {
        customers: keep.customers + lost.customers,
        share: (keep.share ?? 0) + (lost.share ?? 0),
      },
    },
    { code: 'cannot', params: {} },
  ];
}

/** `important_keep`, or `r5f1`; a method other than `value` stands before: `rank|r5f1`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [method, rest] = key.includes('|') ? key.split('|', 2) : ['value', key];
  const options = Options.safeParse({ method });
  if (!options.success || rest === undefined) return undefined;
  const [, r, f] = /^r([1-5])f([1-5])$/.exec(rest) ?? [];
  const known = RFM_GROUPS.some(({ group }) => group === rest);
  if (r === undefined && !known) return undefined;
  const sql = scored(statement, ask, options.data);
  const test = known ? `name = '${rest}'` : `rs = ${r} AND fs = ${f}`;
  return `WITH ${sql} SELECT person_id FROM grouped WHERE ${test}`;
}

export const rfm: Report<Answer, Options> = {
  name: 'rfm',
  reads: ['sale'],
  answer: Answer,
  options: Options,
  choices,
  ...{ run, says, people },
  ids: (answer, encode) => ({
    ...answer,
    ...(answer.customers && {
      customers: answer.customers.map((one) => ({
        ...one,
        customer_id: encode(Number(one.customer_id)),
      })),
    }),
  }),
  ...words,
};
