import type { StageProgress } from '../../intake/batch/index.ts';

export interface Progress {
  read: number;
  total_estimate: number | null;
  accepted: number;
  unchanged: number;
  rejected: number;
  rows_per_second: number | null;
  seconds_left: number | null;
  /** 0 to 1, over all stages. */
  share: number;
}

/** Measured on half a million lines: reading and checking take about half of the time, writing the rest. */
const READING = 0.35;
const CHECKED = 0.5;

function shareOf({ stage, bytes = 0, size = 0, written = 0, total = 0 }: StageProgress): number {
  if (stage === 'reading') return size > 0 ? READING * Math.min(1, bytes / size) : 0;
  if (stage === 'checking') return READING;
  return CHECKED + (1 - CHECKED) * (total > 0 ? Math.min(1, written / total) : 0);
}

/** How far a running import is. Which rows are accepted is only known at its end. */
export function progressOf(now: StageProgress, seconds: number, estimate: number | null): Progress {
  const share = shareOf(now);
  const total = now.rows ?? estimate;
  const readShare = now.stage === 'reading' ? share / READING : 1;
  const read = total === null ? 0 : Math.round(total * readShare);
  // Checking is a few long statements that say nothing meanwhile: of 6.5 million rows it told for ten
  // minutes that ever more time was left, and ever fewer rows a second.
  const worthSaying = share > 0.02 && seconds > 0.5 && now.stage !== 'checking';
  return {
    ...{ read, total_estimate: total, accepted: 0, unchanged: 0, rejected: 0 },
    rows_per_second: worthSaying && total !== null ? Math.round((total * share) / seconds) : null,
    seconds_left: worthSaying ? Math.round((seconds * (1 - share)) / share) : null,
    share: Math.round(share * 1000) / 1000,
  };
}
