import type { ReactNode } from 'react';
import { Definition } from './overlays.tsx';

/** Number first, sentence second, its rows and its definition a click away. */
export function Figure(props: {
  label: string;
  value: ReactNode;
  sentence?: ReactNode;
  /** A key of definitions.json. */
  definition?: string;
  /** A <Link> to the rows behind the number. */
  rows?: ReactNode;
  size?: 'normal' | 'small';
}) {
  return (
    <div className="r-figure" data-size={props.size}>
      <div className="r-figure-label">
        <span>{props.label}</span>
        {props.definition && <Definition of={props.definition} />}
      </div>
      <div className="r-figure-value">{props.value}</div>
      {props.sentence && <div className="r-figure-sentence">{props.sentence}</div>}
      {props.rows && <div className="r-small">{props.rows}</div>}
    </div>
  );
}
