import { z } from 'zod';

/** RFC 3339 in UTC. */
export const Time = z.iso.datetime();

export function time(at: Date): string;
export function time(at: Date | null): string | null;
export function time(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
