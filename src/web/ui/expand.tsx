import type { ReactNode } from 'react';
import './styles/expand.css';

/** The browser's own fold: a line that says what is inside, and the inside. */
export function Expand(props: { label: ReactNode; open?: boolean; children: ReactNode }) {
  return (
    <details className="r-expand" open={props.open}>
      <summary>{props.label}</summary>
      {props.children}
    </details>
  );
}
