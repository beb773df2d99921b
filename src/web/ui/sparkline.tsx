const WIDTH = 96;
const HEIGHT = 24;

/** A small line of how a number went; the words beside it say the same. */
export function Sparkline(props: { label: string; values: number[] }) {
  const { values, label } = props;
  if (values.length < 2) return null;
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const points = values.map((value, n) => {
    const x = (n / (values.length - 1)) * (WIDTH - 4) + 2;
    const y = HEIGHT - 3 - ((value - low) / span) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const [x, y] = points.at(-1)!.split(',');
  return (
    <svg
      className="r-spark"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
    >
      <polyline points={points.join(' ')} />
      <circle cx={x} cy={y} r="2" />
    </svg>
  );
}
