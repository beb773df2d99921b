import type { Context } from 'hono';
import { sentence, type Language, type Problem } from '../kernel/index.ts';

/** Problems are 422 unless they stand here. */
const STATUS: Record<string, number> = {
  not_json: 400,
  invalid: 422,
  cursor_invalid: 400,
  idempotency_key_invalid: 400,
  upload_broken_off: 400,
  file_missing: 400,
  not_signed_in: 401,
  wrong_credentials: 401,
  wrong_password: 403,
  not_allowed: 403,
  shop_not_allowed: 403,
  cross_site: 403,
  no_user_account: 403,
  setup_elsewhere: 403,
  invite_other_email: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_set_up: 409,
  email_taken: 409,
  shop_name_taken: 409,
  shop_has_orders: 409,
  rates_in_the_way: 409,
  segment_name_taken: 409,
  segment_archived: 409,
  template_name_taken: 409,
  template_archived: 409,
  last_owner: 409,
  not_yourself: 409,
  invite_used: 409,
  invite_expired: 410,
  idempotency_running: 409,
  import_not_ready: 409,
  batch_not_ready: 409,
  batch_not_running: 409,
  batch_not_done: 409,
  import_not_running: 409,
  import_running: 409,
  import_gone: 410,
  customer_erased: 410,
  customer_changed: 409,
  change_undone: 409,
  change_overwritten: 409,
  already_one_customer: 409,
  not_merged: 409,
  suggestion_decided: 409,
  order_tied: 409,
  sample_loaded: 409,
  sample_absent: 409,
  file_too_large: 413,
  body_too_large: 413,
  too_many_attempts: 429,
  internal: 500,
  starting: 503,
  stopping: 503,
  disk_full: 507,
};

export const statusOf = (code: string): number => STATUS[code] ?? 422;

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  params: NonNullable<Problem['params']>;
  pointer?: string;
  /** Every field that is wrong, when several are. */
  errors?: { code: string; detail: string; pointer: string }[];
}

const TITLES: Record<number, readonly [en: string, zh: string]> = {
  400: ['Bad request', '请求有误'],
  401: ['Not signed in', '未登录'],
  403: ['Not allowed', '无权限'],
  404: ['Not found', '未找到'],
  405: ['Not supported', '不支持'],
  409: ['Conflict', '冲突'],
  410: ['Gone', '已失效'],
  413: ['Too large', '过大'],
  422: ['Cannot be done', '无法处理'],
  429: ['Too many attempts', '尝试过多'],
  500: ['Our mistake', '系统错误'],
  503: ['Not ready', '尚未就绪'],
  507: ['Disk full', '磁盘已满'],
};

/** RFC 9457, in the reader's language. */
export function problemBody(
  problem: Problem,
  language: Language,
  details: Problem[] = [],
): ProblemBody {
  const status = statusOf(problem.code);
  return {
    type: `/docs/problems#${problem.code}`,
    title: TITLES[status]?.[language === 'zh' ? 1 : 0] ?? String(status),
    status,
    detail: sentence(problem, language),
    code: problem.code,
    params: problem.params ?? {},
    ...(problem.pointer !== undefined && { pointer: problem.pointer }),
    ...(details.length > 0 && {
      errors: details.map((one) => ({
        code: one.code,
        detail: sentence(one, language),
        pointer: one.pointer ?? '',
      })),
    }),
  };
}

export function problemResponse(
  c: Context,
  problem: Problem,
  language: Language,
  details: Problem[] = [],
): Response {
  const body = problemBody(problem, language, details);
  const headers = new Headers({
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
  });
  const wait = problem.params?.['seconds'];
  if (body.status === 429 && wait) headers.set('retry-after', String(wait));
  return c.newResponse(JSON.stringify(body), {
    status: body.status as 400,
    headers: Object.fromEntries(headers),
  });
}
