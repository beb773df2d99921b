/** The one place that talks to the server. Problems come back in the reader's language. */
import i18n from 'i18next';

export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  /** JSON pointer to the field that is wrong: `/email`. */
  readonly pointer: string | undefined;
  readonly errors: { detail: string; pointer: string }[];

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? i18n.t('ui:error.unknown'));
    this.status = status;
    this.code = body.code ?? 'unknown';
    this.params = body.params ?? {};
    this.pointer = body.pointer;
    this.errors = body.errors ?? [];
  }
}

interface ProblemBody {
  detail: string;
  code: string;
  params: Record<string, unknown>;
  pointer: string;
  errors: { detail: string; pointer: string }[];
}

export type Params = Record<string, string | number | boolean | null | undefined>;

/** The path with its question; what is empty is left out. */
export function address(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (value != null && value !== '') query.set(key, String(value));
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

const unreachable = () =>
  new ApiProblem(0, { code: 'network', detail: i18n.t('ui:error.network') });

/** A repeated click or a retried request must not do a thing twice. Not randomUUID: that needs https. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('');

async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
  return new ApiProblem(response.status, body);
}

let onSignedOut: () => void = () => {};

/** What happens when the server no longer knows us. */
export function whenSignedOut(handle: () => void): void {
  onSignedOut = handle;
}

async function send<Answer>(method: string, path: string, init: RequestInit): Promise<Answer> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', i18n.language);
  if (method === 'POST' && !headers.has('idempotency-key'))
    headers.set('idempotency-key', newKey());
  const response = await fetch(path, { ...init, method, headers }).catch(() => {
    if (init.signal?.aborted) throw new DOMException('', 'AbortError');
    throw unreachable();
  });
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code === 'not_signed_in') onSignedOut();
    throw problem;
  }
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

const withBody = (body: unknown): RequestInit =>
  body === undefined
    ? {}
    : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };

export const api = {
  get: <Answer>(path: string, params?: Params, signal?: AbortSignal) =>
    send<Answer>('GET', address(path, params), { signal }),
  post: <Answer>(path: string, body?: unknown) => send<Answer>('POST', path, withBody(body)),
  put: <Answer>(path: string, body?: unknown) => send<Answer>('PUT', path, withBody(body)),
  patch: <Answer>(path: string, body?: unknown) => send<Answer>('PATCH', path, withBody(body)),
  delete: <Answer>(path: string, params?: Params) =>
    send<Answer>('DELETE', address(path, params), {}),
  upload,
};

interface UploadOptions {
  params?: Params;
  signal?: AbortSignal;
  /** 0..1, of the bytes that left. */
  onProgress?: (share: number) => void;
}

/** fetch cannot tell how much of a body has left; this can. The file is streamed, not read. */
function upload<Answer>(path: string, file: File, options: UploadOptions = {}): Promise<Answer> {
  const { params, signal, onProgress } = options;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, { file_name: file.name, ...params }));
    request.setRequestHeader('accept-language', i18n.language);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) =>
      onProgress?.(event.total ? event.loaded / event.total : 0),
    );
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    request.addEventListener('load', () => {
      const body = parse(request.responseText);
      if (request.status < 300) resolve(body as Answer);
      else reject(new ApiProblem(request.status, body as Partial<ProblemBody>));
    });
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
