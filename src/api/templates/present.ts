import type { z } from 'zod';
import { sentence, type Language, type Problem } from '../../kernel/index.ts';
import {
  FILTERS,
  longestParam,
  VARIABLES,
  type Approval,
  type Ready,
  type SavedTemplate,
  type Verdict,
} from '../../outreach/templates/index.ts';
import { publicId, type AppContext } from '../context.ts';
import { time } from '../present.ts';
import type {
  ApprovalAnswer,
  LibraryAnswer,
  ListedAnswer,
  NoteAnswer,
  TemplateAnswer,
  VariablesAnswer,
} from './schema.ts';

type Note = z.input<typeof NoteAnswer>;

/** Of manners, which a shop may write anew, the words are the rule's own. */
function messageOf(problem: Problem, language: Language): string {
  const rule = problem.code === 'template_manners' && problem.params?.[language];
  const said = sentence(problem, language);
  return typeof rule === 'string' && rule !== '' ? `${said} ${rule}` : said;
}

const noteOf = (problem: Problem, level: Note['level'], language: Language): Note => ({
  ...{ level, code: problem.code, message: messageOf(problem, language) },
  ...{ pointer: problem.pointer ?? null, params: problem.params ?? {} },
});

export const presentNotes = ({ errors, warnings }: Verdict, language: Language): Note[] => [
  ...errors.map((one) => noteOf(one, 'error', language)),
  ...warnings.map((one) => noteOf(one, 'warning', language)),
];

export function presentApproval(approval: Approval): z.input<typeof ApprovalAnswer> {
  const { vendor, language, code, sign, params, state, note, changed_at } = approval;
  return {
    ...{ vendor, language, code, sign, params, state, note },
    ...{ longest: longestParam(vendor), changed_at: time(changed_at) },
  };
}

export function presentTemplate(
  ctx: AppContext,
  template: SavedTemplate,
  approvals: Approval[],
  notes: Note[],
): z.input<typeof TemplateAnswer> {
  const { id, created_at, changed_at, archived_at, ...rest } = template;
  return {
    ...{ id: publicId(ctx, 'tpl', id), ...rest },
    ...{ created_at: time(created_at), changed_at: time(changed_at) },
    ...{ archived_at: time(archived_at), approvals: approvals.map(presentApproval), notes },
  };
}

export function presentListed(
  ctx: AppContext,
  template: SavedTemplate,
): z.input<typeof ListedAnswer> {
  const { id, name, kind, class: touchClass, topic, variants, version } = template;
  return {
    ...{ id: publicId(ctx, 'tpl', id), name, kind, class: touchClass, topic, version },
    languages: Object.keys(variants),
    ...{ changed_at: time(template.changed_at), archived_at: time(template.archived_at) },
  };
}

export const presentVariables = (): z.input<typeof VariablesAnswer> => ({
  variables: VARIABLES.map(({ path, type, mayBeEmpty, en, zh }) => ({
    ...{ path, type, may_be_empty: mayBeEmpty, label: { en, zh } },
  })),
  filters: Object.keys(FILTERS),
});

export const presentReady = (ready: Ready): z.input<typeof LibraryAnswer> => ready;
