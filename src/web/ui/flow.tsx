import { useId } from 'react';
import { flowOf, type End, type Move, type Ribbon } from './flow-rules.ts';
import './styles/charts.css';

/** A ribbon from the left edge to the right, in a box of 100 by 100. */
function path({ left, right, high }: Ribbon): string {
  const curve = (from: number, to: number) => `C 45 ${from} 55 ${to} 100 ${to}`;
  const back = (from: number, to: number) => `C 55 ${from} 45 ${to} 0 ${to}`;
  return `M 0 ${left} ${curve(left, right)} V ${right + high} ${back(right + high, left + high)} Z`;
}

const HIGH = 420;
/** What two lines of words need, in hundredths of the height. */
const LEAST = (34 / HIGH) * 100;

function Ends({ ends, format }: { ends: End[]; format: (value: number) => string }) {
  return (
    <div className="r-flow-ends">
      {ends.map(({ name, amount, words }) => (
        <p key={name} style={{ ['--r-at' as string]: `${words}%` }}>
          {name} <small>{format(amount)}</small>
        </p>
      ))}
    </div>
  );
}

/** From each bar to its words, which thin bars push apart. */
function Leaders({ ends, side }: { ends: End[]; side: 'left' | 'right' }) {
  return (
    <svg className="r-flow-leaders" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
      {ends.map(({ name, top, high, words }) => {
        const middle = top + high / 2;
        const [from, to] = side === 'left' ? [words, middle] : [middle, words];
        return <path key={name} d={`M 0 ${from} L 100 ${to}`} vectorEffect="non-scaling-stroke" />;
      })}
    </svg>
  );
}

/** Who went from where to where: those who stayed are pale, those who moved are not. */
export function Flow(props: {
  label: string;
  /** What stands on the left and on the right. */
  heads: readonly [string, string];
  moves: Move[];
  format: (value: number) => string;
}) {
  const { label, heads, moves, format } = props;
  const id = useId();
  const names = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  const { lefts, rights, ribbons } = flowOf(moves, names, LEAST);
  return (
    <div role="img" aria-label={label}>
      <div className="r-flow-heads">
        <span>{heads[0]}</span>
        <span>{heads[1]}</span>
      </div>
      <div className="r-flow" style={{ ['--r-high' as string]: `${HIGH}px` }}>
        <Ends ends={lefts} format={format} />
        <Leaders ends={lefts} side="left" />
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden>
          {ribbons.map((one) => (
            <path
              key={`${id}${one.from}>${one.to}`}
              d={path(one)}
              data-stays={one.from === one.to || undefined}
            >
              <title>{`${one.from} → ${one.to}: ${format(one.amount)}`}</title>
            </path>
          ))}
          {lefts.map(({ name, top, high }) => (
            <rect key={name} x="-0.6" y={top} width="0.6" height={high} />
          ))}
          {rights.map(({ name, top, high }) => (
            <rect key={name} x="100" y={top} width="0.6" height={high} />
          ))}
        </svg>
        <Leaders ends={rights} side="right" />
        <Ends ends={rights} format={format} />
      </div>
    </div>
  );
}
