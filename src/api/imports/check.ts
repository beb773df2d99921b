import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../kernel/index.ts';
import { stage, type Plan, type StageReport } from '../../intake/index.ts';
import type { Reject, StageContext, StageProgress } from '../../intake/batch/index.ts';

/** A dry run: every row is read and checked, nothing is written. */
export interface Check {
  state: 'running' | 'checked' | 'failed' | 'cancelled';
  progress: StageProgress;
  startedAt: number;
  read: number;
  rejected: number;
  seconds: number | null;
  /** The first ones; a dry run keeps no more. */
  rejects: Reject[];
  problem: Problem | undefined;
  cancel(): void;
}

const KEPT_REJECTS = 10_000;

interface Job {
  file: { path: string; name: string };
  plan: Plan;
  shop: StageContext['shop'];
  now: Date;
  /** A folder of its own. */
  folder: string;
}

async function readAll(
  job: Job,
  check: Check,
  signal: AbortSignal,
): Promise<Result<{ report: StageReport; rejects: Reject[] }>> {
  const { openDuck } = await import('../../platform/duckdb/index.ts');
  const { file, plan, shop, now, folder } = job;
  const duck = await openDuck({
    path: join(folder, 'staging.duckdb'),
    threads: 2,
    memoryLimit: '180MB',
    tempDir: folder,
  });
  try {
    const onProgress = (progress: StageProgress): void => void (check.progress = progress);
    const report = await stage(file, plan, duck, {
      shop,
      now,
      tempDir: folder,
      signal,
      onProgress,
    });
    if (!report.ok) return report;
    const rows = await duck.all<Omit<Reject, 'params'> & { params: string | null }>(
      `SELECT line_number, reason, params, raw FROM stage_reject ORDER BY line_number LIMIT ${KEPT_REJECTS}`,
    );
    const rejects = rows.map((row) => ({
      ...row,
      params: JSON.parse(row.params ?? '{}') as Record<string, unknown>,
    }));
    return ok({ report: report.value, rejects });
  } finally {
    duck.close();
  }
}

/** Starts in the background; `done` never rejects. */
export function startCheck(job: Job, onBug: (error: unknown) => void): Check {
  const control = new AbortController();
  const check: Check = {
    ...{
      state: 'running',
      progress: { stage: 'reading' },
      startedAt: performance.now(),
      read: 0,
      rejected: 0,
    },
    ...{ seconds: null, rejects: [], problem: undefined, cancel: () => control.abort() },
  };
  const finish = (result: Result<{ report: StageReport; rejects: Reject[] }>): void => {
    check.seconds = (performance.now() - check.startedAt) / 1000;
    if (control.signal.aborted) check.state = 'cancelled';
    else if (!result.ok) Object.assign(check, { state: 'failed', problem: result.problem });
    else {
      const { report, rejects } = result.value;
      Object.assign(check, {
        state: 'checked',
        read: report.read,
        rejected: report.rejected,
        rejects,
      });
    }
  };
  mkdirSync(job.folder, { recursive: true, mode: 0o700 });
  void readAll(job, check, control.signal)
    .catch((error: unknown) => {
      if (!control.signal.aborted) onBug(error);
      return fail('internal', { id: '' });
    })
    .then(finish)
    .finally(() => rmSync(job.folder, { recursive: true, force: true }));
  return check;
}
