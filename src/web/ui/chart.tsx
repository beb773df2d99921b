import { lazy, Suspense, type ReactNode } from 'react';
import type { ChartProps, Series } from './chart-types.ts';
import { DataTable, type Column } from './data-table.tsx';

// The drawing library is a third of the app: it comes when a chart does.
const ChartCanvas = lazy(() => import('./chart-canvas.tsx'));

function Legend({ series }: { series: Series[] }) {
  if (series.length < 2) return null;
  // Lines name themselves at their end, where there is room.
  const lines = series.every((one) => one.kind === 'line');
  return (
    <div className="r-chart-legend" data-phone-only={lines || undefined} aria-hidden>
      {series.map((one) => (
        <span key={one.name}>
          <i data-tone={one.tone} />
          {one.name}
        </span>
      ))}
    </div>
  );
}

/** A picture, and beside it or under it the same numbers as a table. */
export function Beside(props: {
  picture: ReactNode;
  table: ReactNode;
  below?: boolean;
  /** The table is as long as it is, instead of scrolling beside its picture. */
  whole?: boolean;
}) {
  return (
    <div
      className="r-chart"
      data-below={props.below || undefined}
      data-whole={props.whole || undefined}
    >
      {props.picture}
      <div className="r-chart-table">{props.table}</div>
    </div>
  );
}

function OwnTable(props: ChartProps) {
  const { categories, series, format, head } = props;
  // Newest first: what one looks for stands at the top.
  const rows = categories.map((name, at) => ({ name, at })).toReversed();
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'name', title: head, cell: (row) => row.name },
    ...[...series, ...(props.beside ?? [])].map((one) => ({
      ...{ key: one.name, title: one.name, align: 'end' as const },
      cell: (row: { at: number }) => {
        const value = one.values[row.at];
        if (value == null) return '–';
        const text = ('format' in one ? one.format : format)(value);
        return one.cell ? one.cell(text, row.at) : text;
      },
    })),
  ];
  return (
    <DataTable
      {...{ label: props.label, columns, rows, bare: true, phone: 'scroll' }}
      rowKey={(row) => row.name}
    />
  );
}

/** The picture alone, for who puts a table of their own beside it. */
export function Plot(props: ChartProps) {
  const { series, height = 260, label } = props;
  return (
    <div className="r-plot" style={{ ['--r-chart-height' as string]: `${height}px` }}>
      <Legend series={series} />
      <div role="img" aria-label={label}>
        <Suspense fallback={<div className="r-chart-canvas" />}>
          <ChartCanvas {...props} />
        </Suspense>
      </div>
    </div>
  );
}

/** A quiet picture, and beside it the same numbers as a table. */
export function Chart(props: ChartProps) {
  return (
    <Beside picture={<Plot {...props} />} table={<OwnTable {...props} />} below={props.below} />
  );
}
