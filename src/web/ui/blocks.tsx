import type { ReactNode } from 'react';

export type Gap = 0 | 0.5 | 1 | 2 | 3 | 4 | 6;
export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** One under the other; `gap` counts steps of 8 px. */
export function Stack(props: { gap?: Gap; children: ReactNode }) {
  return (
    <div className="r-stack" data-gap={props.gap ?? 2}>
      {props.children}
    </div>
  );
}

interface RowProps {
  gap?: Gap;
  /** First to the left, last to the right. */
  spread?: boolean;
  align?: 'start' | 'end' | 'baseline';
  children: ReactNode;
}

/** Side by side, wrapping where it is narrow. */
export function Row(props: RowProps) {
  return (
    <div
      className="r-row"
      data-gap={props.gap ?? 2}
      data-spread={props.spread || undefined}
      data-align={props.align}
    >
      {props.children}
    </div>
  );
}

/** As many columns of at least `min` pixels as there is room for. */
export function Grid(props: {
  min?: number;
  gap?: Gap;
  /** Few things share the whole line. */
  fill?: boolean;
  children: ReactNode;
}) {
  return (
    <div
      className="r-grid"
      data-fill={props.fill || undefined}
      data-gap={props.gap ?? 2}
      style={props.min ? { ['--r-min' as string]: `${props.min}px` } : undefined}
    >
      {props.children}
    </div>
  );
}

export function Soft(props: { small?: boolean; children: ReactNode }) {
  return <span className={props.small ? 'r-soft r-small' : 'r-soft'}>{props.children}</span>;
}

/** Codes, numbers to copy, file contents. */
export function Mono(props: { children: ReactNode }) {
  return <span className="r-mono">{props.children}</span>;
}

/** For screen readers only. */
export function Spoken(props: { children: ReactNode }) {
  return <span className="r-hidden">{props.children}</span>;
}

/** Names and values: `[['Email', 'ann@example.com']]`. */
export function Facts(props: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="r-facts">
      {props.of.map(([name, value]) => (
        <FactPair key={name} name={name} value={value} />
      ))}
    </dl>
  );
}

function FactPair(props: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>{props.value}</dd>
    </>
  );
}
