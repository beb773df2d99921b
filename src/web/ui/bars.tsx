import type { Mark } from './chart-types.ts';
import './styles/charts.css';

export interface BarSeries {
  name: string;
  tone: Mark;
  values: (number | null)[];
  format: (value: number) => string;
}

interface Span {
  from: number;
  to: number;
}

/** Where a value begins and ends between the least and the most, in hundredths. */
function spanOf(value: number, least: number, most: number): Span {
  const at = (place: number) => (100 * (place - least)) / (most - least || 1);
  return { from: at(Math.min(0, value)), to: at(Math.max(0, value)) };
}

/** Segments behind each other; how long they are together is the table's to say. */
function Stacked(props: { values: { value: number; tone: Mark }[]; most: number }) {
  const long = (value: number) => `${(100 * value) / (props.most || 1)}%`;
  return (
    <div className="r-bars-line" data-stacked>
      {props.values.map(({ value, tone }) => (
        <i key={tone} data-tone={tone} style={{ ['--r-long' as string]: long(value) }} />
      ))}
    </div>
  );
}

const sumAt = (series: BarSeries[], at: number): number =>
  series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0);

const extremes = (series: BarSeries[]): [number, number] => {
  const all = series.flatMap(({ values }) => values.filter((value) => value !== null));
  return [Math.min(0, ...all), Math.max(0, ...all)];
};

function Line(props: { value: number; of: BarSeries; least: number; most: number }) {
  const { value, of, least, most } = props;
  const { from, to } = spanOf(value, least, most);
  return (
    <div
      className="r-bars-line"
      data-tone={of.tone}
      data-quiet={of.tone === 'quiet' || undefined}
      style={{
        ...{ ['--r-from' as string]: `${from}%`, ['--r-to' as string]: `${to}%` },
        ['--r-long' as string]: `${to - from}%`,
      }}
    >
      <i />
      <b>{of.format(value)}</b>
    </div>
  );
}

/** A place a line, its words before it and its values behind it: nothing to look up on an axis. */
export function Bars(props: {
  label: string;
  places: string[];
  series: BarSeries[];
  stacked?: boolean;
}) {
  const { label, places, series, stacked } = props;
  const [least, most] = extremes(series);
  const longest = Math.max(...places.map((_, at) => sumAt(series, at)));
  return (
    <div>
      {series.length > 1 && (
        <div className="r-chart-legend" aria-hidden>
          {series.map(({ name, tone }) => (
            <span key={name}>
              <i data-tone={tone} />
              {name}
            </span>
          ))}
        </div>
      )}
      <div
        role="img"
        aria-label={label}
        className="r-bars"
        data-several={(series.length > 1 && !stacked) || undefined}
      >
        {places.map((place, at) => (
          <div key={place}>
            <span className="r-bars-name">{place}</span>
            <div className="r-bars-lines">
              {stacked && (
                <Stacked
                  most={longest}
                  values={series.map(({ tone, values }) => ({ tone, value: values[at] ?? 0 }))}
                />
              )}
              {(stacked ? [] : series).map((one) => {
                const value = one.values[at];
                return value == null ? null : (
                  <Line key={one.name} value={value} of={one} least={least} most={most} />
                );
              })}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
