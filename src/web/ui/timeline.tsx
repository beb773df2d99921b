import type { ReactNode } from 'react';
import type { Tone } from './blocks.tsx';

export interface TimelineEntry {
  key: string;
  icon: ReactNode;
  title: ReactNode;
  /** Usually <Time> or <Day>. */
  when: ReactNode;
  tone?: Tone;
  body?: ReactNode;
}

/** Newest first; the line leads down into the past. */
export function Timeline(props: { label: string; entries: TimelineEntry[] }) {
  return (
    <ol className="r-timeline" aria-label={props.label}>
      {props.entries.map((entry) => (
        <li key={entry.key}>
          <span className="r-timeline-mark" data-tone={entry.tone} aria-hidden>
            {entry.icon}
          </span>
          <div>
            <div className="r-timeline-head">
              <span>{entry.title}</span>
              <span className="r-soft r-small">{entry.when}</span>
            </div>
            {entry.body}
          </div>
        </li>
      ))}
    </ol>
  );
}
