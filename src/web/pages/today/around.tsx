import { useTranslation } from 'react-i18next';
import { useAddress } from '../../app/index.ts';
import {
  Card,
  DataTable,
  DateField,
  Definition,
  Link,
  Row,
  useFormats,
  type Column,
} from '../../ui/index.ts';
import type { Period, Today } from './model.ts';
import { stretches, useRows } from './rows.ts';

type Around = NonNullable<Today['around']>;
type Kind = 'count' | 'money' | 'share' | 'items';
interface Line {
  key: string;
  title: string;
  kind: Kind;
  before: number | null;
  after: number | null;
}

const LINES: readonly (readonly [key: keyof Period, kind: Kind, word: string])[] = [
  ['purchases', 'count', 'shops.purchases'],
  ['buyers', 'count', 'around.buyers'],
  ['returning_share_orders', 'share', 'shops.returning'],
  ['aov_new', 'money', 'shops.aov_new'],
  ['aov_returning', 'money', 'shops.aov_returning'],
];

/** Which purchases of the time a line speaks of; else all. */
const VISIT: Record<string, string> = {
  returning_share_orders: 'returning',
  aov_returning: 'returning',
  aov_new: 'first',
};

function useWriting(currency: string | null) {
  const { t } = useTranslation('today');
  const format = useFormats();
  const sign = (value: number) => (value > 0 ? '+' : '');
  return {
    value: (kind: Kind, value: number | null): string => {
      if (value === null) return '–';
      if (kind === 'share') return format.share(value);
      return kind === 'money' && currency ? format.money(value, currency) : format.count(value);
    },
    /** Shares change by points, all else by per cent: a share of a share misleads. */
    change: ({ kind, before, after }: Line): string => {
      if (before === null || after === null) return '–';
      if (kind === 'share') {
        const points = (after - before) * 100;
        return t('around.points', { points: `${sign(points)}${format.count(points, 1)}` });
      }
      return before === 0 ? '–' : `${sign(after - before)}${format.share(after / before - 1, 0)}`;
    },
  };
}

function Comparison({ today, around }: { today: Today; around: Around }) {
  const { t } = useTranslation('today');
  const write = useWriting(today.currency);
  const { before, after } = around;
  const links = useRows(today.as_of);
  const days = stretches(around, today.as_of);
  const behind = (key: string, stretch: (typeof days)['before']) =>
    key === 'buyers'
      ? links.customers(1, stretch)
      : links.purchases({ ...stretch, visit: VISIT[key] });
  const rows = LINES.filter(([, kind]) => kind !== 'money' || today.currency !== null).map(
    ([key, kind, word]): Line => ({
      ...{ key, kind, title: t(word as 'shops.shop'), before: before[key], after: after[key] },
    }),
  );
  const columns: Column<Line>[] = [
    { key: 'figure', title: t('around.figure'), cell: (line) => line.title },
    ...(['before', 'after'] as const).map((side): Column<Line> => ({
      ...{ key: side, title: t(`around.${side}`), align: 'end' },
      cell: (line) => {
        const text = write.value(line.kind, line[side]);
        return line[side] === null ? text : <Link {...behind(line.key, days[side])}>{text}</Link>;
      },
    })),
    { key: 'change', title: t('around.change'), align: 'end', cell: write.change },
  ];
  return (
    <DataTable
      {...{ label: t('around.title'), columns, rows, bare: true, phone: 'scroll' }}
      rowKey={(line) => line.key}
    />
  );
}

/** Did something change on that day? */
export function AroundDay({ today }: { today: Today }) {
  const { t } = useTranslation('today');
  const { search, set } = useAddress();
  const format = useFormats();
  const sentence = today.around
    ? t('around.days', { count: today.around.days, day: format.day(today.around.date) })
    : t('around.sentence');
  return (
    <Card
      title={t('around.title')}
      sentence={sentence}
      actions={
        <Row gap={1}>
          <DateField
            label={t('around.field')}
            quiet
            value={search['around'] ?? ''}
            max={today.as_of}
            onChange={(around) => set({ around }, { replace: true })}
          />
          <Definition of="around" />
        </Row>
      }
    >
      {today.around && <Comparison today={today} around={today.around} />}
    </Card>
  );
}
