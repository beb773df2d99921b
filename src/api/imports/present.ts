import { sentence, type Language, type Problem } from '../../kernel/index.ts';
import type { Batch, RunningBatch } from '../../intake/batch/index.ts';
import type { Shop } from '../../ledger/shops/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { time } from '../present.ts';
import type { Check } from './check.ts';
import type { Draft } from './drafts.ts';
import { progressOf } from './progress.ts';
import type { DraftAnswer, ImportAnswer } from './schema.ts';

const told = (problem: Problem, language: Language) => ({
  code: problem.code,
  params: problem.params ?? {},
  text: sentence(problem, language),
});

/** Why a row was refused, in words; the codes are those of the readers. */
export const rejectText = (
  reason: string,
  params: Record<string, unknown>,
  language: Language,
): string => sentence({ code: `reject_${reason}`, params: params as Problem['params'] }, language);

function presentShop(ctx: AppContext, shop: Shop | undefined): ImportAnswer['shop'] {
  if (!shop) return null;
  const { name, platform, currency, timeZone } = shop;
  return { id: publicId(ctx, 'shop', shop.id), name, platform, currency, time_zone: timeZone };
}

const NO_COUNTS = {
  ...{ read: 0, accepted: 0, unchanged: 0, rejected: 0, customers_new: 0, customers_matched: 0 },
  ...{ orders_new: 0, orders_updated: 0, orders_tied: 0 },
};

const NOT_STARTED = {
  stage: null,
  seconds: null,
  progress: null,
  problem: null,
  started_by: null,
  started_at: null,
  finished_at: null,
  undone_at: null,
};

function checkPart(
  check: Check | undefined,
  rows: number | null,
  language: Language,
): Partial<ImportAnswer> {
  if (!check || check.state === 'cancelled') return {};
  const { state, read, rejected, seconds, progress, problem } = check;
  if (state === 'running') {
    const passed = (performance.now() - check.startedAt) / 1000;
    return { state, stage: progress.stage, progress: progressOf(progress, passed, rows) };
  }
  return {
    state,
    read,
    rejected,
    accepted: read - rejected,
    seconds,
    problem: problem ? told(problem, language) : null,
  };
}

export function presentDraft(
  ctx: AppContext,
  draft: Draft,
  shop: Shop | undefined,
  language: Language,
): DraftAnswer {
  const { look, options, check } = draft;
  const { confidence, remembered, rows, headers, sample, mapping, needed, preview, questions } =
    look;
  return {
    ...{
      id: draft.id,
      state: 'ready',
      file_name: draft.file.name,
      size: draft.file.size,
      source: look.source,
      source_version: look.version,
    },
    ...{
      shop: presentShop(ctx, shop),
      new_shop: draft.newShop ?? null,
      untied: [],
      ...NO_COUNTS,
      ...NOT_STARTED,
    },
    undo: { possible: false, reason: null },
    ...{
      confidence,
      remembered,
      rows,
      rows_exact: look.rowsExact,
      headers,
      sample,
      mapping,
      options,
      needed,
      preview,
      questions,
    },
    problems: look.problems.map(({ line, problem }) => ({
      line,
      code: problem.code,
      text: sentence(problem, language),
    })),
    ...checkPart(check, rows, language),
  };
}

export interface BatchFacts {
  batch: Batch;
  shop: Shop | undefined;
  running: RunningBatch | undefined;
  undoing: boolean;
  rows: number | null;
  startedBy: string | null;
  undoProblem: Problem | undefined;
}

function movingPart(
  ctx: AppContext,
  { batch, running, undoing, rows }: BatchFacts,
): Partial<ImportAnswer> {
  if (undoing) return { state: 'running', stage: 'undoing', progress: null };
  if (batch.state !== 'running' || !running) return {};
  const now = running.progress();
  const seconds = (ctx.now().getTime() - batch.started_at.getTime()) / 1000;
  return { stage: now.stage, progress: progressOf(now, seconds, rows) };
}

export function presentBatch(ctx: AppContext, facts: BatchFacts, language: Language): ImportAnswer {
  const { batch, shop, undoProblem, startedBy } = facts;
  const {
    read,
    accepted,
    unchanged,
    rejected,
    customers_new,
    customers_matched,
    orders_new,
    orders_updated,
    orders_tied,
  } = batch;
  const untied = Object.entries(batch.untied_reasons).map(([reason, orders]) => ({
    reason,
    orders,
    text: sentence({ code: `untied_${reason}` }, language),
  }));
  const possible = batch.state === 'done' && undoProblem === undefined;
  return {
    ...{
      id: publicId(ctx, 'imp', batch.id),
      state: batch.state,
      stage: null,
      file_name: batch.file_name,
      size: null,
    },
    ...{
      source: batch.source,
      source_version: batch.source_version,
      shop: presentShop(ctx, shop),
      new_shop: null,
      untied,
    },
    ...{
      read,
      accepted,
      unchanged,
      rejected,
      customers_new,
      customers_matched,
      orders_new,
      orders_updated,
      orders_tied,
    },
    ...{
      seconds: batch.seconds,
      progress: null,
      problem: batch.problem ? told(batch.problem, language) : null,
    },
    undo: { possible, reason: undoProblem ? sentence(undoProblem, language) : null },
    ...{
      started_by: startedBy,
      started_at: time(batch.started_at),
      finished_at: time(batch.finished_at),
      undone_at: time(batch.undone_at),
    },
    ...movingPart(ctx, facts),
  };
}
