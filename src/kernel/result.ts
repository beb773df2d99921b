/** An expected outcome that is not success: a stable code and what its sentence needs. Words are made at the edge. */
export interface Problem {
  code: string;
  params?: Record<string, string | number | boolean | null>;
  /** JSON pointer to the offending input, where there is one. */
  pointer?: string;
}

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = <T = never>(
  code: string,
  params?: Problem['params'],
  pointer?: string,
): Result<T> => ({
  ok: false,
  problem: { code, ...(params ? { params } : {}), ...(pointer ? { pointer } : {}) },
});
