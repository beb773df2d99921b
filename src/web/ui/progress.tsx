import type { ReactNode } from 'react';

/** `value` 0..1; undefined while nobody can know. */
export function ProgressBar(props: { label: string; value?: number; detail?: ReactNode }) {
  const known = props.value === undefined ? undefined : Math.min(1, Math.max(0, props.value));
  return (
    <div className="r-progress">
      <div className="r-progress-head">
        <strong>{props.label}</strong>
        {known !== undefined && <span>{Math.floor(known * 100)}%</span>}
      </div>
      <div
        className="r-progress-track"
        role="progressbar"
        aria-label={props.label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known === undefined ? undefined : Math.floor(known * 100)}
      >
        <div
          className="r-progress-bar"
          data-unknown={known === undefined || undefined}
          style={known === undefined ? undefined : { width: `${known * 100}%` }}
        />
      </div>
      {props.detail && <div className="r-soft r-small">{props.detail}</div>}
    </div>
  );
}
