import { useTranslation } from 'react-i18next';
import { Bars, Flow, Heat, MARKS, Plot, Soft, useFormats } from '../../ui/index.ts';
import type { Chart, Column, Row, Table } from './model.ts';
import { peopleOf, type Frame } from './table.tsx';
import { isTime, useWrite } from './write.ts';

export interface PictureProps {
  chart: Chart;
  table: Table;
  frame: Frame;
}

/** More than these are a table’s matter, not a picture’s. */
const MOST_BARS = 12;

const columnOf = ({ columns }: Table, key: string): Column | undefined =>
  columns.find((column) => column.key === key);

const numberOf = (row: Row, key: string): number | null => {
  const value = row.cells[key];
  return typeof value === 'number' ? value : null;
};

/** Series with their titles and how their values are written on an axis or a bar. */
function useSeries({ chart, table, frame }: PictureProps) {
  const { write, writeFigure } = useWrite(frame.currency);
  const format = useFormats();
  return chart.series.map(({ column, line }, at) => {
    const { title = column, kind = 'number' } = columnOf(table, column) ?? {};
    const short = (value: number) =>
      kind === 'share'
        ? format.share(value, value > 0 && value < 0.1 ? 1 : 0)
        : writeFigure(value, kind);
    return {
      ...{ column, title, kind, short, line, tone: MARKS[at % MARKS.length] ?? 'accent' },
      write: (value: number) => write(value, kind),
    };
  });
}

function OverTime(props: PictureProps) {
  const { chart, table } = props;
  const series = useSeries(props);
  const { write } = useWrite(props.frame.currency);
  const x = columnOf(table, chart.x);
  const names = table.rows.map((row) => write(row.cells[chart.x], x?.kind ?? 'text'));
  const shorts = table.rows.map((row) => String(row.cells[chart.x] ?? '').replaceAll('-', '/'));
  const allShares = series.every(({ kind }) => kind === 'share');
  return (
    <Plot
      label={chart.title}
      head={x?.title ?? ''}
      categories={names}
      short={isTime(x?.kind) ? shorts : undefined}
      format={series[0]?.short ?? String}
      stacked={chart.kind === 'stacked'}
      isShare={allShares}
      series={series.map(({ column, title, tone, line }) => ({
        ...{ name: title, tone, kind: line || chart.kind === 'line' ? 'line' : 'bar' },
        values: table.rows.map((row) => numberOf(row, column)),
      }))}
    />
  );
}

function OverWords(props: PictureProps) {
  const { t } = useTranslation('insight');
  const { chart, table } = props;
  const series = useSeries(props);
  const { write } = useWrite(props.frame.currency);
  const kind = columnOf(table, chart.x)?.kind ?? 'text';
  const rows = table.rows.slice(0, MOST_BARS);
  return (
    <>
      <Bars
        label={chart.title}
        places={rows.map((row) => write(row.cells[chart.x], kind))}
        stacked={chart.kind === 'stacked'}
        series={series.map(({ column, title, tone, short }) => ({
          ...{ name: title, tone, format: short },
          values: rows.map((row) => numberOf(row, column)),
        }))}
      />
      {table.rows.length > MOST_BARS && (
        <Soft small>{t('chart.first', { count: MOST_BARS, all: table.rows.length })}</Soft>
      )}
    </>
  );
}

function AsHeat({ chart, table, frame }: PictureProps) {
  const { write, writeTight } = useWrite(frame.currency);
  const shaded = new Set(chart.series.map(({ column }) => column));
  const columns = table.columns.filter(({ key }) => key !== chart.x);
  // The darkest is the highest of the places that differ: the first column is often all of them.
  const values = table.rows.flatMap((row) => [...shaded].map((key) => numberOf(row, key) ?? 0));
  const below = values.filter(
    (value) => value < 1 || columnOf(table, chart.series[0]?.column ?? '')?.kind !== 'share',
  );
  const most = Math.max(...below, 0) || 1;
  const cell = (row: Row, { key, kind }: Column) => {
    const value = row.cells[key];
    const people = row.people?.[key];
    const isShaded = shaded.has(key) && typeof value === 'number';
    return {
      text: value == null && shaded.has(key) ? '' : writeTight(value, kind),
      ...(isShaded && { shade: Math.min(1, value / most) }),
      ...(people !== undefined &&
        value !== 0 &&
        value != null && { people: peopleOf(frame, people) }),
    };
  };
  const x = columnOf(table, chart.x);
  return (
    <Heat
      label={chart.title}
      head={[x?.title ?? '', ...columns.map(({ title }) => title)]}
      rows={table.rows.map((row, at) => ({
        key: String(at),
        name: write(row.cells[chart.x], x?.kind ?? 'text'),
        cells: columns.map((column) => cell(row, column)),
      }))}
    />
  );
}

function AsFlow({ chart, table, frame }: PictureProps) {
  const { write } = useWrite(frame.currency);
  const [amount] = chart.series;
  const to = chart.to ?? '';
  return (
    <Flow
      label={chart.title}
      heads={[columnOf(table, chart.x)?.title ?? '', columnOf(table, to)?.title ?? '']}
      format={(value) => write(value, columnOf(table, amount?.column ?? '')?.kind ?? 'count')}
      moves={table.rows.map((row) => ({
        from: String(row.cells[chart.x] ?? ''),
        to: String(row.cells[to] ?? ''),
        amount: numberOf(row, amount?.column ?? '') ?? 0,
      }))}
    />
  );
}

/** One chart of a report, drawn as its kind and its places ask. */
export function Picture(props: PictureProps) {
  const { chart, table } = props;
  if (chart.kind === 'heat') return <AsHeat {...props} />;
  if (chart.kind === 'flow') return <AsFlow {...props} />;
  const x = columnOf(table, chart.x);
  // Over words, bars lie: their names are long. A line, and numbers in their order, stand on an axis.
  const lying = chart.kind !== 'line' && x?.kind === 'text';
  return lying ? <OverWords {...props} /> : <OverTime {...props} />;
}
