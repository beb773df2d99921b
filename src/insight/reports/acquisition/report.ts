import { z } from 'zod';
import { ratio } from '../../overview/index.ts';
import type { Ask, Report, Saying } from '../contract.ts';
import type { Statement } from '../statement.ts';
import { came, hunters, WAYS } from './came.ts';
import { calculator, spending, spentOn, trialFigures, trials } from './costs.ts';
import { runs } from './promotions.ts';
import { Answer } from './schema.ts';
import { entryOf, ways } from './ways.ts';
import { words } from './words.ts';

const Options = z.object({
  click_price: z.coerce.number().min(0).optional().describe('Of an advertisement, in minor units'),
  conversion: z.coerce.number().gt(0).max(1).optional().describe('Buyers per click, as a fraction'),
  retention_cost: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe('Of a repeat purchase, in minor units'),
});
type Options = z.output<typeof Options>;

const SHOWN = 100;

async function run(ask: Ask, options: Options): Promise<Answer> {
  const money = ask.currency !== null;
  const all = await ways(ask);
  const spent = await spending(ask);
  const sources = all.filter(({ kind }) => kind === 'source');
  const sum = (of: (way: (typeof all)[number]) => number | null): number =>
    sources.reduce((total, way) => total + (of(way) ?? 0), 0);
  const rate = money
    ? ratio(
        sum((way) => way.margin),
        sum((way) => way.known_value),
      )
    : null;
  const times = await runs(ask);
  return {
    customers: sum((way) => way.customers),
    margin_rate: rate,
    sources: sources.slice(0, SHOWN).map((way) => ({
      source: way.key,
      ...entryOf(way, spentOn(spent, way.key), rate, money),
    })),
    promotions: all
      .filter(({ kind, key }) => kind === 'promotion' && times.has(key!))
      .slice(0, SHOWN)
      .map((way) => ({ ...times.get(way.key!)!, ...entryOf(way, null, rate, money) })),
    trials: await trialFigures(ask),
    calculator: await calculator(ask, options, spent, sources),
  };
}

function says({ customers, sources, promotions, calculator: costs }: Answer): Saying[] {
  if (customers === 0) return [{ code: 'nothing_yet', params: {} }];
  const judged = [...sources, ...promotions].filter(
    ({ small, second_rate_90: rate, ...way }) =>
      !small && rate !== null && ('promotion' in way || way.source !== null),
  );
  const [best, ...others] = judged.toSorted((a, b) => b.second_rate_90! - a.second_rate_90!);
  const worst = others.at(-1);
  const name = (way: (typeof judged)[number]): string =>
    'promotion' in way ? way.promotion : (way.source ?? '');
  return [
    best && worst
      ? {
          code: 'best_and_worst',
          params: {
            ...{ best: name(best), best_rate: best.second_rate_90! },
            ...{ worst: name(worst), worst_rate: worst.second_rate_90! },
          },
        }
      : { code: 'few', params: { customers } },
    ...(costs.times === null ? [] : [{ code: 'cost', params: { times: costs.times } }]),
    { code: 'cannot', params: {} },
  ];
}

const WHOM: Record<string, string> = {
  all: 'true',
  base: 'in_90',
  back: 'in_90 AND is_back',
  returned: 'second_at IS NOT NULL',
  hunters: 'person_id IN (FROM hunter)',
};

/** `source:all:直通车`, `promotion:back:618`, `source:base:` of unknown sources; `trials:all`, `trials:became`. */
function people(ask: Ask, key: string, statement: Statement): string | undefined {
  const [, gift] = /^trials:(all|became)$/.exec(key) ?? [];
  if (gift !== undefined)
    return `WITH ${trials(statement, ask)} SELECT person_id FROM trial ${gift === 'became' ? 'WHERE became' : ''}`;
  if (key === 'all')
    return `WITH ${came(statement, ask)}, ${WAYS}
      SELECT DISTINCT person_id FROM way WHERE kind = 'source'`;
  const [, by, which = '', value] =
    /^(source|promotion):(all|base|back|returned|hunters):(.*)$/s.exec(key) ?? [];
  if (by === undefined || value === undefined) return undefined;
  const same = value === '' ? 'key IS NULL' : `key = ${statement.given(value, 'VARCHAR')}`;
  return `WITH ${came(statement, ask)}, ${WAYS}, ${hunters(ask)}
    SELECT person_id FROM way WHERE kind = '${by}' AND ${same} AND ${WHOM[which]}`;
}

export const acquisition: Report<Answer, Options> = {
  name: 'acquisition',
  reads: ['sale', 'paid'],
  answer: Answer,
  options: Options,
  amounts: {
    click_price: { title: ['Price of a click', '点击单价'], kind: 'money' },
    conversion: { title: ['Buyers of a hundred clicks', '每百次点击的买家'], kind: 'share' },
    retention_cost: { title: ['Cost of a repeat purchase', '每笔复购成本'], kind: 'money' },
  },
  ...{ run, says, people },
  ...words,
};
