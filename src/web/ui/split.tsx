import type { ReactNode } from 'react';
import './styles/split.css';

/** What matters, and beside it what helps; one under the other where it is narrow. */
export function Split(props: { children: ReactNode; side: ReactNode }) {
  return (
    <div className="r-split">
      <div className="r-stack" data-gap="3">
        {props.children}
      </div>
      <div className="r-stack" data-gap="3">
        {props.side}
      </div>
    </div>
  );
}

/** Two alike, side by side, to compare them. */
export function Pair(props: { children: [ReactNode, ReactNode] }) {
  return <div className="r-pair">{props.children}</div>;
}

/** Shown on a phone alone, or everywhere but there. */
export function Only(props: { on: 'phone' | 'desk'; children: ReactNode }) {
  return <div data-only={props.on}>{props.children}</div>;
}

/** In a Row: takes the room that is left. */
export function Grow(props: { children: ReactNode }) {
  return <div className="r-grow">{props.children}</div>;
}
